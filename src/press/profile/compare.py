"""Compares the program's separation of 125 colours with Little CMS's, through newsprint.icc. Needs Pillow and pikepdf.

    python3 src/press/profile/compare.py target/release/newsprint
"""
import io
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import pikepdf
from PIL import Image, ImageCms

from make import difference

STEPS = [0, 64, 128, 192, 255]
COLOURS = list(itertools.product(STEPS, repeat=3))
SIDE, ACROSS = 60, 25
PROFILE = str(pathlib.Path(__file__).with_name("newsprint.icc"))


def separated(program: str) -> list[tuple[int, ...]]:
    """The inks of each colour in the print.pdf of a paper with one picture of them all."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        picture = Image.new("RGB", (ACROSS * SIDE, len(COLOURS) // ACROSS * SIDE))
        for at, colour in enumerate(COLOURS):
            x, y = at % ACROSS * SIDE, at // ACROSS * SIDE
            picture.paste(colour, (x, y, x + SIDE, y + SIDE))
        picture.save(root / "patches.png")
        photo = {"file": "patches.png", "caption": "Patches.", "alt": "Patches", "max_crop": 0}
        story = {"section": "News", "headline": "Patches of colour", "body": ["A few words for the page to hold."] * 8, "photos": [photo]}
        (root / "story.json").write_text(json.dumps(story))
        (root / "edition.toml").write_text('title = "Test"\ndate = 2019-12-24\nlayout = "tabloid"\narticles = ["*.json"]\n')
        order = [program, "build", root / "edition.toml", "-o", root / "out", "--target", "print", "--photos", "keep", "--no-cache"]
        subprocess.run(order, check=True, capture_output=True)
        with pikepdf.open(io.BytesIO((root / "out/print.pdf").read_bytes())) as pdf:
            raster = next(filter(None, (raster_of(thing) for thing in pdf.objects)))
    (width, height), inks = raster
    across, down = width / ACROSS, height / (len(COLOURS) // ACROSS)
    at = [(int((i % ACROSS + 0.5) * across), int((i // ACROSS + 0.5) * down)) for i in range(len(COLOURS))]
    return [tuple(inks[4 * (y * width + x) : 4 * (y * width + x) + 4]) for x, y in at]


def raster_of(thing):
    """Size and bytes of a picture in four inks that is kept without loss."""
    if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" and thing.get("/ColorSpace") == "/DeviceCMYK":
        return (int(thing.Width), int(thing.Height)), thing.read_bytes()
    return None


def main() -> None:
    profile = ImageCms.getOpenProfile(PROFILE)
    to_inks = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK", renderingIntent=0)
    to_lab = ImageCms.buildTransform(profile, ImageCms.createProfile("LAB"), "CMYK", "LAB", renderingIntent=1)

    def lab(inks):
        row = Image.new("CMYK", (len(inks), 1))
        row.putdata(inks)
        return [(l / 2.55, a - 128, b - 128) for l, a, b in ImageCms.applyTransform(row, to_lab).getdata()]

    row = Image.new("RGB", (len(COLOURS), 1))
    row.putdata(COLOURS)
    theirs = list(ImageCms.applyTransform(row, to_inks).getdata())
    ours = separated(sys.argv[1])
    differences = [difference(one, other) for one, other in zip(lab(theirs), lab(ours))]
    print(f"mean {sum(differences) / len(differences):.2f}, largest {max(differences):.2f} (CIEDE2000, {len(COLOURS)} colours)")
    print(f"most ink: {max(map(sum, ours)) / 2.55:.1f} %")


main()
