#!/usr/bin/env python3
"""Compares where words are broken with Pyphen, which has the dictionaries of LibreOffice.

    pip install pyphen wordfreq
    cargo build --release --example hyphens
    tests/corpora/hyphens.py target/release/examples/hyphens [--words 20000] [--only pl] [--list 20]

The words are the most frequent of each language with five letters or more and no capitals, figures or apostrophes, as wordfreq has them;
of languages that it lacks, words in order through a Hunspell dictionary, where Debian's package of it is installed. Both programs are held to the
same least letters before and after a break, those of this program. Printed for each language: how many words there were, how many of a hundred
are broken alike in every place, and of the places of this program how many of a hundred the other has too. With --list the first words that differ: ours, theirs.
"""
import argparse
import pathlib
import subprocess

import pyphen
import wordfreq

# Tag, Pyphen's dictionary, wordfreq's language or a Hunspell dictionary.
LANGUAGES = [
    ("en-US", "en_US", "en"), ("en-GB", "en_GB", "en"), ("de", "de_DE", "de"), ("fr", "fr", "fr"), ("es", "es", "es"), ("it", "it_IT", "it"),
    ("pt", "pt_BR", "pt"), ("nl", "nl_NL", "nl"), ("sv", "sv", "sv"), ("da", "da_DK", "da"), ("nb", "nb_NO", "nb"), ("nn", "nn_NO", "nn_NO.dic"),
    ("is", "is", "is"), ("pl", "pl_PL", "pl"), ("cs", "cs_CZ", "cs"), ("sl", "sl_SI", "sl"), ("hr", "hr_HR", "sh"), ("sr", "sr", "sh"),
    ("sr-Latn", "sr_Latn", "sh"), ("hu", "hu_HU", "hu"), ("el", "el_GR", "el"), ("ru", "ru_RU", "ru"), ("uk", "uk_UA", "uk"),
    ("be", "be_BY", "be_BY.dic"), ("bg", "bg_BG", "bg"), ("et", "et_EE", "et_EE.dic"), ("lt", "lt", "lt"), ("ca", "ca", "ca"),
    ("gl", "gl", "gl_ES.dic"), ("af", "af_ZA", "af_ZA.dic"),
]
HUNSPELL = pathlib.Path("/usr/share/hunspell")
SHORTEST = 5
# Letters that stay and that go on at least; what is not here has two and two.
LEAST = {"en-US": (2, 3), "en-GB": (2, 3), "pt": (2, 3), "et": (2, 3)}
# Serbian in Latin letters, which wordfreq has, as it is in Cyrillic ones.
LATIN = ["lj", "nj", "dž", *"abvgdđežzijklmnoprstćufhcčš"]
CYRILLIC = ["љ", "њ", "џ", *"абвгдђежзијклмнопрстћуфхцчш"]


def words(tag, source, most):
    if source.endswith(".dic"):
        path = HUNSPELL / source
        if not path.exists():
            return []
        data = path.read_bytes()
        affixes = path.with_suffix(".aff").read_text("latin-1")
        encoding = next((line.split()[1] for line in affixes.splitlines() if line.startswith("SET ")), "latin-1")
        found = [line.split("/")[0].split("\t")[0].strip() for line in data.decode(encoding, "replace").splitlines()[1:]]
    else:
        found = wordfreq.top_n_list(source, most * 4)
    if tag == "sr":
        for latin, cyrillic in zip(LATIN, CYRILLIC):
            found = [word.replace(latin, cyrillic) for word in found]
        found = [word for word in found if not any("a" <= letter <= "ž" for letter in word)]
    if tag == "el":
        # wordfreq writes every sigma alike.
        found = [word[:-1] + "ς" if word.endswith("σ") else word for word in found]
    if tag in ("ru", "uk", "be", "bg", "el"):
        found = [word for word in found if min(word, default="a") > "\u024f"]
    found = [word for word in dict.fromkeys(found) if len(word) >= SHORTEST and word.isalpha() and word == word.lower()]
    if len(found) > most and source.endswith(".dic"):
        found = found[:: len(found) // most]
    return found[:most]


def ours(binary, tag, found):
    lines = "".join(f"{tag} {word}\n" for word in found)
    return subprocess.run([binary], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()


def places(shown):
    at, found = 0, set()
    for letter in shown:
        if letter == "-":
            found.add(at)
        else:
            at += 1
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--words", type=int, default=20000)
    parser.add_argument("--only")
    parser.add_argument("--list", type=int, default=0)
    options = parser.parse_args()
    for tag, dictionary, source in LANGUAGES:
        if options.only and options.only != tag:
            continue
        found = words(tag, source, options.words)
        if not found:
            print(f"{tag:8} no words: is {source} there?")
            continue
        before, after = LEAST.get(tag, (2, 2))
        theirs = pyphen.Pyphen(lang=dictionary, left=before, right=after)
        alike = both = all_ours = 0
        differ = []
        for word, shown in zip(found, ours(options.binary, tag, found)):
            # Places alone: what a break does to the letters beside it is left aside.
            one, other = places(shown), {int(at) for at in theirs.positions(word)}
            alike += one == other
            both += len(one & other)
            all_ours += len(one)
            if one != other:
                differ.append((shown, "-".join(word[i:j] for i, j in zip([0, *sorted(other)], [*sorted(other), len(word)]))))
        print(f"{tag:8} {len(found):6} words  {100 * alike / len(found):6.2f} % of words  {100 * both / max(all_ours, 1):6.2f} % of our places")
        for one, other in differ[:: max(1, len(differ) // options.list)][: options.list] if options.list else []:
            print(f"    {one:30} {other}")


if __name__ == "__main__":
    main()
