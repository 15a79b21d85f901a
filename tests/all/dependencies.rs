//! The libraries that the program is built from: licences and sources as `deny.toml` has them, on any machine. `cargo deny`, where it is
//! installed, looks at advisories too.
use std::process::Command;

use serde_json::Value;

use crate::editions::root;

/// What a tool of cargo's prints.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

/// The packages of this platform, the program itself among them. All are there already, since the tests are built from them.
fn packages() -> Vec<Value> {
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo tells its host").to_string();
    let told = cargo(&["metadata", "--format-version", "1", "--offline", "--filter-platform", &host]);
    let tree: Value = serde_json::from_str(&told).expect("it is JSON");
    tree["packages"].as_array().expect("it has packages").clone()
}

/// Whether a licence's expression (SPDX, or older with strokes) can be met with those allowed.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    any(&mut words, allowed)
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words, allowed: &[String]) -> bool {
    let mut met = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words, allowed);
    }
    met
}

fn all(words: &mut Words, allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words, allowed: &[String]) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = any(words, allowed);
        words.next();
        return met;
    }
    let name = words.next().unwrap_or_default();
    // A licence with an exception is another than the licence.
    let is_plain = words.next_if_eq(&"WITH").is_none();
    if !is_plain {
        words.next();
    }
    is_plain && allowed.iter().any(|known| known == name)
}

#[test]
fn libraries_may_be_given_out_and_come_from_where_they_should() {
    let rules: toml::Table = std::fs::read_to_string(root().join("deny.toml")).unwrap().parse().expect("it is TOML");
    let allowed: Vec<String> = rules["licenses"]["allow"].clone().try_into().expect("a list of licences");
    let packages = packages();
    assert!(packages.len() > 100, "only {} packages", packages.len());
    for package in &packages {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{name} states no licence"));
        assert!(is_allowed(licence, &allowed), "{name} is under {licence}: deny.toml allows {}", allowed.join(", "));
        // The program itself has no source; all else is of the one registry.
        let source = package["source"].as_str();
        let is_ours = name == env!("CARGO_PKG_NAME");
        assert!(is_ours || source.is_some_and(|source| source.starts_with("registry+")), "{name} comes from {source:?}");
    }
}

#[test]
fn licences_are_read_as_they_are_meant() {
    let allowed = ["MIT", "Zlib"].map(String::from);
    for (expression, expected) in [
        ("MIT", true),
        ("Apache-2.0", false),
        ("Apache-2.0 OR MIT", true),
        ("Apache-2.0/MIT", true),
        ("MIT AND Zlib", true),
        ("MIT AND Apache-2.0", false),
        ("(MIT OR Apache-2.0) AND GPL-3.0", false),
        ("(Apache-2.0 OR MIT) AND Zlib", true),
        ("MIT WITH LLVM-exception", false),
        ("Apache-2.0 WITH LLVM-exception OR MIT", true),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }
}
