//! Numbers that look random and are the same in every run (xorshift64*, Vigna 2014).

/// The generator; its seed is not 0.
pub struct Random(pub u64);

impl Random {
    /// A number under `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }
}
