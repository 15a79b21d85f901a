"""Print preview beside Typst, WeasyPrint and headless Chromium: the same 800 words and one photo, in turns, in one run.

Needs `pip install typst weasyprint` for the Python that runs it, `chromium` and a release build of newsprint. Linux only (/proc).
Run from the repository: python3 benches/preview_peers.py
"""
import json, os, pathlib, re, shutil, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples/harbour-times"
ROUNDS = 7
WORDS = 810
FACES = {"B": "SourceSerif4SmText-Regular", "H": "SourceSerif4Display-Semibold", "D": "SourceSerif4Subhead-It", "F": "LibreFranklin_400Regular"}


def write(folder):
    """The article for each program: same words, same sizes and measure, same faces, same photo file."""
    filed = json.loads((SAMPLE / "articles/harbour-bridge.json").read_text())
    body = []
    for paragraph in (block for block in filed["body"] if isinstance(block, str)):
        if sum(len(text.split()) for text in body + [paragraph]) > WORDS:
            break
        body.append(paragraph)
    keys = ["slug", "section", "subsection", "headline", "deck", "byline", "posted", "updated", "url"]
    photo = dict(filed["photos"][0], file="photo.jpg")
    article = {key: filed[key] for key in keys} | {"body": body, "photos": [photo]}
    (folder / "article.json").write_text(json.dumps(article))
    shutil.copy(SAMPLE / "photos/bridge-cables.jpg", folder / "photo.jpg")
    plain = [re.sub(r"[*\\]", "", text) for text in body]
    faces = "".join(f"@font-face{{font-family:{name};src:url({ROOT}/fonts/{file}.ttf)}}" for name, file in FACES.items())
    (folder / "article.html").write_text(f"""<!doctype html><html lang=en><meta charset=utf-8><title>{filed["headline"]}</title><style>{faces}
@page{{size:A4;margin:19mm 46mm 26mm}}body{{font:10.5pt/14.5pt B;margin:0;text-align:justify;hyphens:auto}}h1{{font:26pt/29pt H;margin:0;text-align:left}}
.d{{font:14pt/18pt D;text-align:left}}.f{{font:8pt/11pt F;text-align:left}}img{{width:100%}}p{{margin:0;text-indent:12pt}}p.n{{text-indent:0}}</style>
<p class="f n">The Harbour Times<hr><p class="f n">{filed["section"]} › {filed["subsection"]}<h1>{filed["headline"]}</h1><p class="d n">{filed["deck"]}
<p class=n><img src=photo.jpg alt="{photo["alt"]}"><p class="f n">{photo["caption"]} {photo["credit"]}</p>""" + "".join(f"<p>{text}</p>" for text in plain))
    safe = lambda text: re.sub(r"([#$@*_<>\[\]\\`])", r"\\\1", text)
    (folder / "article.typ").write_text(f"""#set document(title: "{filed["headline"]}")
#set page(paper: "a4", margin: (x: 46mm, top: 19mm, bottom: 26mm), footer: context [#counter(page).display("1 of 1", both: true)])
#set text(font: "Source Serif 4 SmText", size: 10.5pt, lang: "en")
#set par(justify: true, leading: 4pt, spacing: 4pt, first-line-indent: 12pt)
#text(font: "Libre Franklin", size: 8pt)[The Harbour Times]
#line(length: 100%)
#text(font: "Source Serif 4 Display", size: 26pt, weight: 600)[{safe(filed["headline"])}]

#text(font: "Source Serif 4 Subhead", size: 14pt, style: "italic")[{safe(filed["deck"])}]

#figure(image("photo.jpg", width: 100%, alt: "{photo["alt"]}"), caption: text(font: "Libre Franklin", size: 8pt)[{safe(photo["caption"])}])

""" + "\n\n".join(map(safe, plain)))


def memory(session):
    """Proportional set of all processes of a session, in MB: shared pages count once."""
    total = 0
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(entry)) == session:
                total += sum(int(line.split()[1]) for line in open(f"/proc/{entry}/smaps_rollup") if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def peak(command, folder):
    """Chromium has several processes: they are sampled. Of the others the kernel keeps the peak."""
    child = subprocess.Popen(command, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if command[0] != "chromium":
        return os.wait4(child.pid, 0)[2].ru_maxrss / 1024
    most = 0
    while child.poll() is None:
        most = max(most, memory(child.pid))
        time.sleep(0.02)
    return most


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    write(folder)
    compile_typst = f'import typst; typst.compile("article.typ", output="typst.pdf", font_paths=["{ROOT}/fonts"])'
    print_to = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=chromium.pdf"]
    commands = {
        "newsprint": [str(ROOT / "target/release/newsprint"), "preview", "article.json", "-o", "newsprint.pdf"],
        "typst": [sys.executable, "-c", compile_typst],
        "weasyprint": [sys.executable, "-m", "weasyprint", "article.html", "weasyprint.pdf"],
        "chromium": ["chromium", *print_to, f"file://{folder}/article.html"],
    }
    walls = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            walls[name].append((time.perf_counter() - start) * 1000)
    print("| program | wall, median (least), ms | peak memory, MB | PDF, kB |\n|---|---|---|---|")
    for name, command in commands.items():
        size = (folder / f"{name}.pdf").stat().st_size / 1000
        print(f"| {name} | {statistics.median(walls[name]):.0f} ({min(walls[name]):.0f}) | {peak(command, folder):.0f} | {size:.0f} |")
    shutil.rmtree(folder)


main()
