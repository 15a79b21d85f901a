#!/usr/bin/env python3
"""Measures how whole `newsprint import` takes stories from pages and feeds whose text is known.

    tests/corpora/measure.py BINARY KIND FOLDER [--list N] [--keep FILE] [--only NAME]

BINARY is a built `newsprint`. Nothing is fetched: FOLDER is a copy of a public corpus that you have, in one of these forms.

  readability  a folder for each page, with source.html and expected.html: `test/test-pages` of github.com/mozilla/readability
  truth        ground-truth.json with "articleBody" by page, and html/PAGE.html.gz: github.com/scrapinghub/article-extraction-benchmark
  snippets     evaldata.json with sentences that must come ("with") and that must not ("without") by page, and the pages in eval/ or cache/:
               `tests` of github.com/adbar/trafilatura, in many languages
  feeds        feeds whose entries hold distinct titles: every .xml below FOLDER that has an <item> or <entry> with a title

A page is whole where at least 95 of 100 words of the expected text came, and fewer than 5 of 100 words of the body are foreign. Words are
counted, not their order. Captions, headline, deck and by-line may come from anywhere on the page: they count for what came, and not for what
is foreign. Of snippets all must be there, and none of the others in the body. A feed is whole where every entry with a title gave a story. The shares are printed, and with --list the N worst pages.
Exit status 2 where the corpus is not there.
"""
import argparse
import collections
import gzip
import html
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

LEAST_KEPT = 0.95
MOST_FOREIGN = 0.05
# A page that takes longer is lost: unoptimised builds on a busy machine take a second.
SECONDS = 60


class Text(html.parser.HTMLParser):
    """The text of a piece of HTML, with a space for every tag that is no part of a word."""

    SILENT = {"script", "style", "template", "noscript", "svg"}
    INLINE = {"a", "b", "i", "em", "strong", "span", "sup", "sub", "u", "abbr", "font", "code"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in self.SILENT
        if tag not in self.INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT and self.silent > 0
        if tag not in self.INLINE:
            self.parts.append(" ")

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(data)


def text_of(source):
    reader = Text()
    reader.feed(source)
    return "".join(reader.parts)


def words(text):
    """Words in lower case; of scripts without spaces every character is one."""
    wide = r"[\u3040-\u30ff\u3400-\u9fff]"
    return collections.Counter(re.findall(rf"{wide}|[^\W_\u3040-\u30ff\u3400-\u9fff]+", text.lower()))


def unmarked(text):
    """An article's text without its marks."""
    text = re.sub(r"(?<!\\)\[([^\]]*)\]\(<?[^)]*>?\)", r"\1", text)
    return re.sub(r"\\(.)", r"\1", text.replace("**", "").replace("*", ""))


def block(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in block(item)]
    if isinstance(value, dict):
        return [text for item in value.values() for text in block(item)]
    return []


def imported(binary, form, path, out):
    """The articles that came of a file, and what was told."""
    try:
        run = subprocess.run([binary, "import", form, str(path), "-o", str(out)], capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        print(f"{path.name}: took more than {SECONDS} s", file=sys.stderr)
        return [], ""
    articles = [json.loads(file.read_text()) for file in sorted(pathlib.Path(out).glob("*.json"))]
    return articles, run.stderr


def texts(binary, source):
    """What came of a page: the text of its body, the words around it, and what was told."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "page.html"
        file.write_bytes(source)
        articles, told = imported(binary, "html", file, pathlib.Path(folder) / "out")
    body = unmarked(" ".join(text for article in articles for text in block(article.get("body", []))))
    around = [[article.get(key, "") for key in ("headline", "deck", "dateline", "kicker", "short_headline", "agency")] for article in articles]
    around += [[article.get("byline", []), [[photo.get(key, "") for key in ("caption", "credit", "alt")] for photo in article.get("photos", [])]]
               for article in articles]
    return body, unmarked(" ".join(text for text in block(around))), told


def page(binary, name, source, expected):
    body, around, told = texts(binary, source)
    body, around = words(body), words(around)
    wanted = words(expected)
    came = wanted & (body + around)
    foreign = body - wanted
    kept = sum(came.values()) / max(sum(wanted.values()), 1)
    share = sum(foreign.values()) / max(sum(body.values()), 1)
    return {"name": name, "kept": round(kept, 4), "foreign": round(share, 4), "whole": kept >= LEAST_KEPT and share < MOST_FOREIGN,
            "doubted": "doubtful-text" in told, "wanted": sum(wanted.values()), "body": sum(body.values()),
            "lost": dict((wanted - came).most_common(12)), "added": dict(foreign.most_common(12))}


def readability(folder):
    for case in sorted(folder.iterdir()):
        if (case / "expected.html").is_file():
            yield case.name, (case / "source.html").read_bytes(), text_of((case / "expected.html").read_text(encoding="utf-8"))


def truth(folder):
    for name, facts in sorted(json.loads((folder / "ground-truth.json").read_text()).items()):
        yield name, gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), facts["articleBody"]


def letters(text):
    return "".join(re.findall(r"[^\W_]+", text.lower()))


def snippets(binary, folder):
    for address, facts in sorted(json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).items()):
        file = next((folder / part / facts["file"] for part in ("eval", "cache") if (folder / part / facts["file"]).is_file()), None)
        if file is None or not facts.get("with"):
            continue
        body, around, told = texts(binary, file.read_bytes())
        plain, all_of_it = " ".join(body.split()), letters(body + around)
        lost = [text for text in facts["with"] if letters(text) not in all_of_it]
        # As the corpus itself judges: "Von:" is not in every "von".
        added = [text for text in facts.get("without", []) if text.strip() and " ".join(text.split()) in plain]
        kept = 1 - len(lost) / len(facts["with"])
        yield {"name": facts["file"], "kept": kept, "foreign": len(added) / max(len(facts.get("without", [])), 1), "whole": not lost and not added,
               "doubted": "doubtful-text" in told, "lost": lost, "added": added}


def feed(binary, path):
    source = path.read_bytes().decode("utf-8", "replace")
    titled = re.findall(r"<(?:\w+:)?(?:item|entry)\b.*?</(?:\w+:)?(?:item|entry)>", source, re.S)
    # A title in <source> is the other feed's, and of prefixes only Atom's stands for an entry's own.
    titled = [re.sub(r"<(?:\w+:)?source\b.*?</(?:\w+:)?source>", "", entry, flags=re.S) for entry in titled]
    titles = [re.search(r"<(?:atom\w*:)?title\b[^>]*>(.*?)</(?:atom\w*:)?title>", entry, re.S) for entry in titled]
    # One that is a picture alone has no words to print.
    titled = [title for title in titles if title and re.search(r"\w", text_of(html.unescape(title[1].replace("<![CDATA[", "").replace("]]>", ""))))]
    if not titled:
        return None
    with tempfile.TemporaryDirectory() as out:
        articles, told = imported(binary, "rss", path, out)
    return {"name": str(path), "entries": len(titled), "stories": len(articles), "whole": len(articles) == len(titled), "told": told[:300]}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("kind", choices=["readability", "truth", "snippets", "feeds"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--list", type=int, default=0)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--only")
    return parser.parse_args()


def main():
    asked = arguments()
    if not asked.folder.is_dir():
        print(f"{asked.folder}: there is no such folder; the head of this file says what it should hold", file=sys.stderr)
        return 2
    if asked.kind == "feeds":
        found = [feed(asked.binary, path) for path in sorted(asked.folder.rglob("*.xml"))]
    elif asked.kind == "snippets":
        found = list(snippets(asked.binary, asked.folder))
    else:
        cases = readability(asked.folder) if asked.kind == "readability" else truth(asked.folder)
        found = [page(asked.binary, *case) for case in cases if asked.only in (None, case[0])]
    found = [one for one in found if one]
    whole = sum(one["whole"] for one in found)
    print(f"{asked.kind}: {whole} of {len(found)} whole, {100 * whole / max(len(found), 1):.1f} %")
    if asked.kind != "feeds":
        kept = sum(one["kept"] >= LEAST_KEPT for one in found)
        clean = sum(one["foreign"] < MOST_FOREIGN for one in found)
        silent = sum(not one["whole"] and not one["doubted"] for one in found)
        print(f"  at least 95 % came: {kept}; under 5 % foreign: {clean}; not whole and not told: {silent}")
    worst = sorted((one for one in found if not one["whole"]), key=lambda one: one.get("kept", 0) - one.get("foreign", 0))
    for one in worst[:asked.list]:
        print(json.dumps(one, ensure_ascii=False))
    if asked.keep:
        asked.keep.write_text(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
