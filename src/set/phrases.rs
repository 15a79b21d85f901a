//! Phrases: what a line of an English headline may not part, as a table of rules.
use std::ops::Range;

/// Why a headline's line should not end at a space. The first rules are laws, the others dislikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Between a figure and its unit, or a month and its day: 16 percent, Dec. 24.
    Figure,
    /// Between money and its magnitude: $4.2 billion.
    Money,
    /// Within a name: Mayor Han Mira, Bank of Korea, Apollo 11.
    Name,
    /// After an article.
    Article,
    /// Between "to" and what it leads to, mostly a verb.
    To,
    /// After a preposition.
    Preposition,
    /// After a conjunction.
    Conjunction,
    /// After a possessive: its, Busan’s.
    Possessive,
    /// After an auxiliary verb or "not".
    Auxiliary,
    /// After an adjective or a number word.
    Adjective,
    /// Between a figure and what it counts: 12 boats.
    Count,
    /// Before the particle of a verb: sets off.
    Particle,
    /// After a pronoun, which leans on its verb: they wait.
    Pronoun,
}

/// One line of the table.
struct Entry {
    rule: Rule,
    /// How much breaking it is disliked, in TeX's penalties.
    penalty: i32,
    /// The words that it is about, in lower case.
    words: &'static [&'static str],
}

/// From here on a penalty stands for a law: no headline breaks it but to save a page from a hole.
pub const LAW: i32 = 1_000;

/// The rules, and the words of those that go by words. A word stands in one rule only.
const TABLE: &[Entry] = &[
    Entry { rule: Rule::Figure, penalty: 3_000, words: &[] },
    Entry { rule: Rule::Money, penalty: 3_000, words: &["thousand", "million", "billion", "trillion"] },
    Entry { rule: Rule::Name, penalty: 2_600, words: &[] },
    Entry { rule: Rule::Article, penalty: 2_500, words: &["a", "an", "the"] },
    Entry { rule: Rule::To, penalty: 600, words: &["to"] },
    Entry {
        rule: Rule::Preposition,
        penalty: 500,
        words: &[
            "of", "in", "on", "at", "by", "for", "from", "with", "into", "onto", "over", "under", "about", "against", "between", "through",
            "during", "without", "within", "near", "amid", "among", "across", "behind", "beyond", "below", "above", "along", "around",
            "like", "past", "per", "since", "toward", "towards", "until", "upon", "via", "versus", "vs.", "despite", "inside", "outside",
            "than",
        ],
    },
    Entry {
        rule: Rule::Conjunction,
        penalty: 500,
        words: &[
            "and", "or", "but", "nor", "as", "after", "before", "if", "that", "who", "which", "when", "where", "while", "because",
            "though", "unless", "whether", "how", "why", "what",
        ],
    },
    Entry {
        rule: Rule::Possessive,
        penalty: 400,
        words: &["its", "his", "her", "their", "our", "your", "my", "whose", "this", "these", "those", "no", "every", "each", "another"],
    },
    Entry {
        rule: Rule::Auxiliary,
        penalty: 450,
        words: &[
            "is", "are", "was", "were", "be", "been", "being", "will", "would", "may", "might", "can", "could", "must", "should", "shall",
            "has", "have", "had", "do", "does", "did", "not", "won’t", "can’t", "don’t", "isn’t", "aren’t", "never", "more", "most", "too",
            "very", "so",
        ],
    },
    Entry {
        rule: Rule::Adjective,
        penalty: 350,
        words: &[
            "new", "old", "big", "bigger", "biggest", "small", "first", "second", "third", "next", "final", "high", "higher", "low",
            "lower", "late", "early", "young", "former", "local", "free", "full", "rare", "major", "key", "best", "worst", "own", "other",
            "few", "many", "all", "some", "good", "bad", "long", "short", "deep", "empty", "slow", "quiet", "two", "three", "four", "five",
            "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "hundred",
        ],
    },
    Entry { rule: Rule::Count, penalty: 120, words: &[] },
    Entry { rule: Rule::Particle, penalty: 300, words: &["up", "off", "out", "down", "back", "away", "apart", "ahead"] },
    Entry { rule: Rule::Pronoun, penalty: 400, words: &["i", "we", "he", "she", "they", "it", "you", "there"] },
];

/// Pronouns that may be what a verb acts on, and so end its phrase: "gave it / a name".
const OBJECTS: &[&str] = &["it", "you", "there"];

/// Units that stand close to their figure.
const UNITS: &[&str] = &[
    "percent",
    "%",
    "km",
    "m",
    "cm",
    "mm",
    "kg",
    "g",
    "tons",
    "tonnes",
    "mph",
    "km/h",
    "kw",
    "mw",
    "gw",
    "ha",
    "a.m.",
    "p.m.",
    "am",
    "pm",
    "°c",
    "°f",
    "won",
    "euros",
    "dollars",
    "pounds",
    "yen",
    "meters",
    "metres",
    "kilometers",
    "kilometres",
    "miles",
    "degrees",
];
/// Months that stand close to their day.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
];
/// What stands before a name or a figure and is one with it, also where all words have capitals.
const TITLES: &[&str] = &[
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "st.",
    "prof.",
    "gen.",
    "sen.",
    "rep.",
    "gov.",
    "president",
    "minister",
    "mayor",
    "governor",
    "senator",
    "judge",
    "justice",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "captain",
    "coach",
    "sir",
    "dame",
    "lord",
    "lady",
    "saint",
    "no.",
    "nos.",
    "page",
    "pier",
    "route",
    "phase",
    "chapter",
    "mount",
    "lake",
    "cape",
    "fort",
];

/// Words longer than this have capitals in a headline in title case.
const LONG_WORD: usize = 4;

impl Rule {
    /// How much breaking it is disliked, in TeX's penalties.
    pub fn penalty(self) -> i32 {
        TABLE[self as usize].penalty
    }

    /// The rule that goes by this word.
    fn of(lower: &str) -> Option<Rule> {
        TABLE.iter().find(|entry| entry.words.contains(&lower)).map(|entry| entry.rule)
    }
}

/// The rule that a line's end at the space in `range` would break, the strictest where there are several.
pub fn phrase(text: &str, range: Range<usize>) -> Option<Rule> {
    let place = SpaceInText::new(text, range)?;
    let mut strictest = place.by_shape();
    for rule in [place.by_word_before(), place.by_word_after()].into_iter().flatten() {
        strictest = Some(strictest.map_or(rule, |other| if other.penalty() >= rule.penalty() { other } else { rule }));
    }
    strictest
}

/// A space of a headline, and the words about it.
struct SpaceInText<'a> {
    text: &'a str,
    range: Range<usize>,
    /// Without what opens a quote.
    before: &'a str,
    /// Without what closes a clause.
    after: &'a str,
    lower_before: String,
    lower_after: String,
}

const OPENING: [char; 4] = ['“', '"', '(', '‘'];
const CLOSING: [char; 9] = [',', ';', ':', '”', '"', ')', '’', '?', '!'];

impl<'a> SpaceInText<'a> {
    /// None where a clause ends before the space: a good place for a line's end.
    fn new(text: &'a str, range: Range<usize>) -> Option<SpaceInText<'a>> {
        let before = word_before(text, range.start);
        if before.ends_with(CLOSING) || before.ends_with(['–', '—', '…']) {
            return None;
        }
        let after = word_after(text, range.end).trim_end_matches(CLOSING);
        Some(SpaceInText { text, range, before, after, lower_before: before.to_lowercase(), lower_after: after.to_lowercase() })
    }

    /// Figures and names, which go by the look of the words.
    fn by_shape(&self) -> Option<Rule> {
        let (before, after) = (self.lower_before.as_str(), self.lower_after.as_str());
        let bare = after.strip_suffix('.').unwrap_or(after);
        let is_magnitude = |word: &str| TABLE[Rule::Money as usize].words.contains(&word);
        if is_figure(before) {
            let starts_name = self.after.starts_with(char::is_uppercase);
            return match () {
                () if is_magnitude(bare) => Some(Rule::Money),
                () if UNITS.contains(&after) || UNITS.contains(&bare) => Some(Rule::Figure),
                // A year or a score ends a phrase; a word with a capital begins one.
                () if starts_name || !after.starts_with(char::is_alphabetic) || Rule::of(after).is_some() => None,
                () => Some(Rule::Count),
            };
        }
        if is_magnitude(before) && UNITS.contains(&bare) {
            return Some(Rule::Money);
        }
        let leads_figure = is_figure(after);
        if MONTHS.contains(&before) && leads_figure {
            return Some(Rule::Figure);
        }
        let leads_name = self.after.starts_with(char::is_uppercase);
        let titled = TITLES.contains(&before) && (leads_name || leads_figure);
        if titled || self.is_capital(self.before) && self.goes_on_as_name() { Some(Rule::Name) } else { None }
    }

    /// In a headline in lower case, two words with capitals are a name. Of the first word a capital says nothing, but that of the second does.
    fn goes_on_as_name(&self) -> bool {
        let is_first = self.text[..self.range.start].trim_start_matches(OPENING).len() == self.before.len();
        let leans = is_first && Rule::of(&self.lower_before).is_some();
        if leans || self.lower_before.ends_with("’s") || self.is_title_case() {
            return false;
        }
        let further = word_after(self.text, self.range.end + word_after(self.text, self.range.end).len() + 1);
        let numbered = !is_first && self.after.len() <= LONG_WORD && self.after.bytes().all(|b| b.is_ascii_digit());
        self.is_capital(self.after) || numbered || self.after == "of" && !is_first && further.starts_with(char::is_uppercase)
    }

    fn is_capital(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase)
    }

    /// All long words have capitals: they say nothing of names.
    fn is_title_case(&self) -> bool {
        let mut words = self.text.split(char::is_whitespace).map(|word| word.trim_start_matches(OPENING));
        let mut long = words.by_ref().skip(1).filter(|word| word.len() > LONG_WORD && word.starts_with(char::is_alphabetic)).peekable();
        long.peek().is_some() && long.all(|word| self.is_capital(word))
    }

    fn by_word_before(&self) -> Option<Rule> {
        if self.lower_before.ends_with("’s") || self.lower_before.ends_with("s’") {
            return Some(Rule::Possessive);
        }
        let rule = Rule::of(&self.lower_before).filter(|rule| !matches!(rule, Rule::Particle | Rule::Money))?;
        // "Drivers hold on / as snow falls", "Meals to be free / for all": before a new phrase they lean on nothing.
        let starts_phrase = matches!(Rule::of(&self.lower_after), Some(Rule::Conjunction | Rule::To | Rule::Preposition));
        let can_end = matches!(rule, Rule::Preposition | Rule::Adjective | Rule::Pronoun);
        let is_object = OBJECTS.contains(&self.lower_before.as_str())
            && matches!(Rule::of(&self.lower_after), Some(Rule::Article | Rule::Possessive | Rule::Particle));
        (!(can_end && starts_phrase || is_object)).then_some(rule)
    }

    fn by_word_after(&self) -> Option<Rule> {
        let rule = Rule::of(&self.lower_after).filter(|rule| *rule == Rule::Particle)?;
        // "up to 16 percent", "down 3 percent" are no verb's.
        let further = word_after(self.text, self.range.end + self.after.len() + 1);
        let is_free = matches!(further, "to" | "of") || is_figure(further);
        (!is_free).then_some(rule)
    }
}

fn word_before(text: &str, end: usize) -> &str {
    text[..end].rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(OPENING)
}

fn word_after(text: &str, start: usize) -> &str {
    text.get(start..).and_then(|rest| rest.split(char::is_whitespace).next()).unwrap_or("")
}

/// `16`, `4.2`, `$4.2`, `2,203`.
fn is_figure(word: &str) -> bool {
    let bare = word.trim_start_matches(['$', '₩', '€', '£', '¥', '+', '-', '−']);
    bare.starts_with(|c: char| c.is_ascii_digit()) && bare.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `~` is the space looked at.
    fn check(text: &str, expected: Option<Rule>) {
        let at = text.find('~').unwrap();
        assert_eq!(phrase(&text.replace('~', " "), at..at + 1), expected, "{text}");
    }

    #[test]
    fn the_table_is_in_order_and_names_no_word_twice() {
        let mut words: Vec<&str> = TABLE.iter().flat_map(|entry| entry.words).copied().collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        assert!(TABLE.iter().enumerate().all(|(at, entry)| entry.rule as usize == at));
    }

    #[test]
    fn words_that_lean_on_the_next() {
        check("Boats crowd a wall built for~twelve", Some(Rule::Preposition));
        check("Boats crowd a~wall", Some(Rule::Article));
        check("Boats crowd~a wall", None);
        check("City to~buy the pier", Some(Rule::To));
        check("Rates may~stay", Some(Rule::Auxiliary));
        check("Busan’s~quays are full", Some(Rule::Possessive));
        check("Ferries wait for~the tide, and~fog", Some(Rule::Preposition));
        check("Nine~winters of work", Some(Rule::Adjective));
        check("Drivers hold on~as snow falls", None);
        check("Meals to be free~for every child", None);
        check("“We wait,”~they say", None);
    }

    #[test]
    fn pronouns_lean_on_their_verbs() {
        check("Firms say they~cannot wait", Some(Rule::Pronoun));
        check("Now it~is twenty minutes", Some(Rule::Pronoun));
        check("Town gives it~a name", None);
        check("Town buys it~for a song", None);
        check("Town buys it,~and waits", None);
        check("Fans thank them~again", None);
    }

    #[test]
    fn names_stay_whole() {
        check("Mayor meets Han~Mira over tolls", Some(Rule::Name));
        check("Busan~Port opens", Some(Rule::Name));
        check("City buys the Old~Pier", Some(Rule::Name));
        check("New~Year comes", Some(Rule::Adjective));
        check("Bank~of Korea holds", None);
        check("Rates stay as Bank~of Korea waits", Some(Rule::Name));
        check("Engineers dream of Apollo~11 again", Some(Rule::Name));
        check("Bridge Opens After Nine Long~Years", Some(Rule::Adjective));
        check("Bridge Opens Under Mayor~Han", Some(Rule::Name));
        check("Bridge Opens Nine Years~Late", None);
    }

    #[test]
    fn figures_stay_whole() {
        check("Tolls rise 16~percent", Some(Rule::Figure));
        check("Yard wins $4.2~billion order", Some(Rule::Money));
        check("Yard wins 4.2 trillion~won order", Some(Rule::Money));
        check("Polls open Dec.~24", Some(Rule::Figure));
        check("Storm sinks 12~boats", Some(Rule::Count));
        check("Plan for 2030~and after", None);
    }

    #[test]
    fn particles_stay_with_their_verbs() {
        check("Strike holds~up ferries", Some(Rule::Particle));
        check("Tolls rise~up to 16 percent", None);
        check("Shares close~down 3 percent", None);
    }
}
