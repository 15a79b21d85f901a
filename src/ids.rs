//! The numbers of stories, pages and settings, each a type of its own, and lists that take no other number than their own.
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use rayon::prelude::*;

/// A number that says what it numbers: the entries of a list in their order, from 0.
///
/// Who makes one of a bare number, or a bare number of one, imports this trait: it does so where it gives or reads an order of things, not
/// where it looks one up.
pub trait Id: Copy + Ord + Send + Sync {
    /// The entry at this place.
    fn of(number: usize) -> Self;

    /// Its place.
    fn number(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(usize);

            impl Id for $name {
                #[inline]
                fn of(number: usize) -> $name {
                    $name(number)
                }

                #[inline]
                fn number(self) -> usize {
                    self.0
                }
            }
        )+
    };
}

ids! {
    /// A story as the planner numbers them: the edition's articles, of one that jumps what stands before the jump; then what is continued.
    StoryId
    /// A page of the paper: a double truck is one.
    PageId
    /// A way of setting type: a [`Setting`](crate::job::Setting) of the job.
    SettingId
}

impl PageId {
    /// The front page.
    pub const FRONT: PageId = PageId(0);
}

/// A list with a thing for each of what `I` numbers. It is a slice for all that asks for no number.
///
/// It is not a library's, since those turn slices into typed slices by `unsafe`, and a list is all that is needed here.
///
/// ```
/// use newsprint::ids::{By, Id, StoryId};
/// let priorities: By<StoryId, u8> = [1, 5].into();
/// assert_eq!(priorities[StoryId::of(1)], 5);
/// ```
///
/// A number of another kind does not compile:
///
/// ```compile_fail
/// use newsprint::ids::{By, Id, PageId, StoryId};
/// let priorities: By<StoryId, u8> = [1, 5].into();
/// assert_eq!(priorities[PageId::of(1)], 5);
/// ```
pub struct By<I, T> {
    list: Vec<T>,
    numbers: PhantomData<I>,
}

impl<I: Id, T> By<I, T> {
    /// The thing of this number; none beyond the end.
    #[inline]
    pub fn get(&self, id: I) -> Option<&T> {
        self.list.get(id.number())
    }

    /// The same to be changed.
    #[inline]
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.list.get_mut(id.number())
    }

    /// Adds a thing at the end: its number.
    pub fn push(&mut self, thing: T) -> I {
        self.list.push(thing);
        I::of(self.list.len() - 1)
    }

    /// The number of the first thing of which this is so.
    pub fn find(&self, is_it: impl FnMut(&T) -> bool) -> Option<I> {
        self.list.iter().position(is_it).map(I::of)
    }

    /// All numbers in order. The list may be changed meanwhile.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + Clone + use<I, T> {
        (0..self.list.len()).map(I::of)
    }

    /// The same for work that is done in parallel.
    pub fn par_ids(&self) -> impl IndexedParallelIterator<Item = I> + use<I, T> {
        (0..self.list.len()).into_par_iter().map(I::of)
    }

    /// Each thing with its number.
    pub fn with_ids(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.ids().zip(&self.list)
    }

    /// The same to be changed.
    pub fn with_ids_mut(&mut self) -> impl DoubleEndedIterator<Item = (I, &mut T)> + ExactSizeIterator {
        self.ids().zip(&mut self.list)
    }

    /// The same for work that is done in parallel.
    pub fn par_with_ids_mut(&mut self) -> impl IndexedParallelIterator<Item = (I, &mut T)>
    where
        T: Send,
    {
        self.par_ids().zip(self.list.par_iter_mut())
    }
}

impl<I: Id, T> Index<I> for By<I, T> {
    type Output = T;

    #[inline]
    fn index(&self, id: I) -> &T {
        &self.list[id.number()]
    }
}

impl<I: Id, T> IndexMut<I> for By<I, T> {
    #[inline]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.list[id.number()]
    }
}

impl<I, T> Deref for By<I, T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.list
    }
}

impl<I, T> DerefMut for By<I, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.list
    }
}

impl<I, T> From<Vec<T>> for By<I, T> {
    fn from(list: Vec<T>) -> By<I, T> {
        By { list, numbers: PhantomData }
    }
}

impl<I, T, const COUNT: usize> From<[T; COUNT]> for By<I, T> {
    fn from(list: [T; COUNT]) -> By<I, T> {
        Vec::from(list).into()
    }
}

impl<I, T> FromIterator<T> for By<I, T> {
    fn from_iter<L: IntoIterator<Item = T>>(list: L) -> By<I, T> {
        Vec::from_iter(list).into()
    }
}

impl<I: Send, T: Send> FromParallelIterator<T> for By<I, T> {
    fn from_par_iter<L: IntoParallelIterator<Item = T>>(list: L) -> By<I, T> {
        Vec::from_par_iter(list).into()
    }
}

impl<I, T> IntoIterator for By<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> std::vec::IntoIter<T> {
        self.list.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a By<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> std::slice::Iter<'a, T> {
        self.list.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut By<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> std::slice::IterMut<'a, T> {
        self.list.iter_mut()
    }
}

// By hand, for what is derived would ask the same of the numbers.
impl<I, T> Default for By<I, T> {
    fn default() -> By<I, T> {
        Vec::new().into()
    }
}

impl<I, T: Clone> Clone for By<I, T> {
    fn clone(&self) -> By<I, T> {
        self.list.clone().into()
    }
}

impl<I, T: PartialEq> PartialEq for By<I, T> {
    fn eq(&self, other: &By<I, T>) -> bool {
        self.list == other.list
    }
}

impl<I, T: Eq> Eq for By<I, T> {}

impl<I, T: fmt::Debug> fmt::Debug for By<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list.fmt(f)
    }
}
