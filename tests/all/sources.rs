//! The program's sources as the architecture's tests read them: each file's code without comments, texts and tests, and what it uses.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::editions::root;

/// A file of `src`.
pub struct Source {
    /// Its path in `src`.
    pub shown: String,
    /// Its module: `plan::page::areas`; `lib` and `main` are those files'.
    pub module: String,
    /// How long it is.
    pub lines: usize,
    /// It opens with `//! `.
    pub has_purpose: bool,
    /// Its code.
    pub code: String,
    /// Paths from the crate's root that it names.
    pub uses: BTreeSet<String>,
    /// Those of them that `use` makes names of its own.
    names: BTreeSet<String>,
}

/// Every file, in the order of paths.
pub fn all() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(read);
    &SOURCES
}

fn read() -> Vec<Source> {
    let folder = root().join("src");
    let mut paths = Vec::new();
    find(&folder, &mut paths);
    let mut sources: Vec<Source> = paths.iter().map(|path| source(&folder, path)).collect();
    resolve(&mut sources);
    sources
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

fn source(folder: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let shown = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    let module = shown.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    let code = without_tests(&code(&text));
    let (declared, plain) = paths(&code);
    let whole = |paths: Vec<String>| -> BTreeSet<String> { paths.iter().filter_map(|path| from_root(&module, path)).collect() };
    let (names, plain) = (whole(declared), whole(plain));
    let uses = names.union(&plain).cloned().collect();
    Source { lines: text.lines().count(), has_purpose: text.starts_with("//! "), code, uses, names, shown, module }
}

/// The same text with blanks for comments, and for what stands in quotes.
fn code(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < signs.len() {
        let rest = &signs[at..];
        let starts = |text: &str| text.chars().enumerate().all(|(n, sign)| rest.get(n) == Some(&sign));
        let hashes = rest.iter().skip(1).take_while(|sign| **sign == '#').count();
        let is_word = at > 0 && (signs[at - 1].is_alphanumeric() || signs[at - 1] == '_');
        let length = if starts("//") {
            rest.iter().take_while(|sign| **sign != '\n').count()
        } else if starts("/*") {
            end_of(rest, "*/", 2)
        } else if rest[0] == 'r' && !is_word && rest.get(1 + hashes) == Some(&'"') {
            end_of(rest, &format!("\"{}", "#".repeat(hashes)), hashes + 2)
        } else if rest[0] == '"' {
            quoted(rest, '"')
        } else if rest[0] == '\'' && (rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'')) {
            quoted(rest, '\'')
        } else {
            out.push(rest[0]);
            at += 1;
            continue;
        };
        out.extend(rest[..length].iter().map(|sign| if *sign == '\n' { '\n' } else { ' ' }));
        at += length;
    }
    out
}

/// Signs up to the end of a mark, which is looked for from a place on.
fn end_of(rest: &[char], mark: &str, from: usize) -> usize {
    let mark: Vec<char> = mark.chars().collect();
    (from..rest.len()).find(|at| rest[*at..].starts_with(&mark)).map_or(rest.len(), |at| at + mark.len())
}

/// Signs of a text in quotes, where a backslash passes over the next.
fn quoted(rest: &[char], mark: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != mark {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// Code without what is compiled for tests alone: the item after each `#[cfg(test)]`, and nothing after that item.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        out.push_str(&rest[..at]);
        rest = &rest[at + MARK.len()..];
        let (mut depth, mut end) = (0, rest.len());
        for (at, sign) in rest.char_indices() {
            match sign {
                '{' | '(' | '[' => depth += 1,
                '}' | ')' | ']' => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(sign, ';' | '}') {
                end = at + 1;
                break;
            }
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Paths that code names: the branches of each `use`; and every other path with `::`.
fn paths(code: &str) -> (Vec<String>, Vec<String>) {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = code;
    while let Some(at) = next_use(rest) {
        plain.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        branches("", &rest[at + "use ".len()..end], &mut found);
        rest = &rest[end..];
    }
    plain.push_str(rest);
    let is_path = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | ':');
    let plain = plain.split(|sign| !is_path(sign)).filter(|word| word.contains("::"));
    (found, plain.map(|word| word.trim_matches(':').to_string()).collect())
}

fn next_use(code: &str) -> Option<usize> {
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    code.match_indices("use ").map(|(at, _)| at).find(|at| !code[..*at].ends_with(is_word))
}

/// `a::{b, c::{d, self}}` is `a::b`, `a::c::d`, `a::c`. A name after `as` is left out.
fn branches(before: &str, tree: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        let path = format!("{before}{path}");
        found.push(path.strip_suffix("::self").unwrap_or(&path).to_string());
        return;
    };
    let before = format!("{before}{}", tree[..open].split_whitespace().collect::<String>());
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, sign) in inner.char_indices().chain([(inner.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[start..at].trim().is_empty() {
                    branches(&before, &inner[start..at], found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// A path as it is from the crate's root; none for what is not ours by `crate`, `self` or `super`.
fn from_root(module: &str, path: &str) -> Option<String> {
    let mut here: Vec<&str> = if module == "lib" { Vec::new() } else { module.split("::").collect() };
    let mut parts = path.split("::").peekable();
    match parts.next()? {
        "crate" | "newsprint" => here.clear(),
        "self" => {}
        "super" => {
            here.pop();
            while parts.next_if_eq(&"super").is_some() {
                here.pop();
            }
        }
        name => return Some([here.as_slice(), &[name], &parts.collect::<Vec<_>>()].concat().join("::")),
    }
    here.extend(parts);
    Some(here.join("::"))
}

/// Follows names that a module passes on (`use child::Name` in it) to the file that they come from.
fn resolve(sources: &mut [Source]) {
    let mut passed: BTreeMap<String, String> = BTreeMap::new();
    for source in sources.iter() {
        for path in &source.names {
            let name = path.rsplit("::").next().unwrap_or_default();
            let own = format!("{}::{name}", source.module);
            if own != *path {
                passed.insert(own, path.clone());
            }
        }
    }
    let follow = |path: &String| {
        let mut path = path.clone();
        // As many steps as facades can lie above one another.
        for _ in 0..4 {
            let parts: Vec<&str> = path.split("::").collect();
            let step = (1..=parts.len()).find_map(|n| Some((n, passed.get(&parts[..n].join("::"))?)));
            let Some((n, to)) = step else { break };
            path = [to.as_str()].into_iter().chain(parts[n..].iter().copied()).collect::<Vec<_>>().join("::");
        }
        path
    };
    for source in sources.iter_mut() {
        source.uses = source.uses.iter().map(follow).collect();
    }
}

/// The file that a path leads into: the longest module that it begins with.
pub fn file_of<'a>(path: &str, sources: &'a [Source]) -> Option<&'a str> {
    let begins = |module: &str| path == module || path.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"));
    sources.iter().map(|source| source.module.as_str()).filter(|module| begins(module)).max_by_key(|module| module.len())
}

#[test]
fn code_is_what_is_compiled() {
    let check = |text: &str, expected: &str| assert_eq!(without_tests(&code(text)).split_whitespace().collect::<String>(), expected);
    check("a(); // b()\n/* c */ d(\"e\\\"f\", 'g', '\\'', r#\"h\"i\"#);", "a();d(,,,);");
    check("fn a<'b>(c: &'b str) {}", "fna<'b>(c:&'bstr){}");
    check("a();\n#[cfg(test)]\nmod tests { fn b() { c(); } }\nd();", "a();d();");
    check("#[cfg(test)]\nmod specimen;\nuse crate::a;", "usecrate::a;");
    check("#[cfg(test)]\n#[derive(Debug)]\nstruct A { b: [u8; 2] }\nfn c() {}", "fnc(){}");
    check("#[cfg(test)]\nfn a(b: [u8; 2]) -> u8 { 1 }\nfn c() {}", "fnc(){}");
}

#[test]
fn every_path_is_found() {
    let found = |code: &str| -> Vec<String> {
        let (declared, plain) = paths(code);
        declared.into_iter().chain(plain).filter_map(|path| from_root("plan::page::areas", &path)).collect()
    };
    assert_eq!(found("use crate::units::Pt; fn a() { crate::set::x() }"), ["units::Pt", "set::x"]);
    assert_eq!(found("pub use crate::{\n    a,\n    b::{self, c as d,\n e::{f, g}},\n};"), ["a", "b", "b::c", "b::e::f", "b::e::g"]);
    assert_eq!(found("use super::{h, super::i}; use super::super::j;"), ["plan::page::h", "plan::i", "plan::j"]);
    assert_eq!(found("let a: super::K = self::l();"), ["plan::page::K", "plan::page::areas::l"]);
}
