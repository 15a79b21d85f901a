#!/usr/bin/env python3
"""Makes newsprint.icc, a CMYK profile of coldset newsprint, from a printing model. Needs ArgyllCMS (colprof, xicclu) and nothing else.

    python3 make.py           writes newsprint.icc beside this file
    python3 make.py --check   compares newsprint.icc with the model on 24 patches and with the ink limit; exit 1 where it is off

The model: Yule-Nielsen-modified Neugebauer in CIE XYZ (D50, 2 degrees), with Demichel's equations. The figures are at the top.
"""
import math
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROFILE = os.path.join(HERE, "newsprint.icc")

# CIELAB of paper, solids and overprints of two and three inks on newsprint, black backing: aims of ISO 12647-3.
SOLIDS = {
    "": (82, 0, 3), "C": (57, -23, -27), "M": (54, 44, -2), "Y": (78, -3, 58), "K": (36, 1, 4),
    "MY": (52, 41, 25), "CY": (53, -34, 17), "CM": (41, 7, -22), "CMY": (40, 0, 1),
}
# Four solid inks: tells how much of what lies below shines through black.
FOUR = (34, 1, 2)
# Tone value increase at 40 % and 50 %: the 26 % curve, as a(1-a)(P + Q a).
INCREASE_40, INCREASE_50 = 0.262, 0.260
# Yule-Nielsen's n: light spreads in uncoated paper.
N = 1.7
LIMIT = 220  # percent, all inks together
MARGIN = 2  # what colprof may go over
WHITE = (0.9642, 1.0, 0.8249)  # D50
INKS = "CMYK"


def xyz(lab):
    fy = (lab[0] + 16) / 116
    parts = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    back = lambda f: f ** 3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29)
    return tuple(w * back(f) for w, f in zip(WHITE, parts))


def lab(values):
    f = [((v / w) ** (1 / 3) if v / w > (6 / 29) ** 3 else v / w / (3 * (6 / 29) ** 2) + 4 / 29) for v, w in zip(values, WHITE)]
    return (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))


PAPER, BLACK = xyz(SOLIDS[""]), xyz(SOLIDS["K"])


def primaries():
    """XYZ of all sixteen overprints. Those with black: black times a power of what lies below, so that four inks give FOUR."""
    below = [x / p for x, p in zip(xyz(SOLIDS["CMY"]), PAPER)]
    power = math.log(xyz(FOUR)[1] / BLACK[1]) / math.log(below[1])
    table = {}
    for name in SOLIDS:
        if "K" in name:
            continue
        table[name] = xyz(SOLIDS[name])
        table[name + "K"] = tuple(b * (x / p) ** power for b, x, p in zip(BLACK, table[name], PAPER))
    return table


PRIMARIES = primaries()


def increase(tone):
    q = (INCREASE_50 / 0.25 - INCREASE_40 / 0.24) / 0.1
    return tone * (1 - tone) * (INCREASE_40 / 0.24 - 0.4 * q + q * tone)


def coverage(ink, tone):
    """The ink's share of the paper that gives, with spread light, the tone value increase as densitometers see it."""
    channel = {"C": 0, "M": 1, "Y": 2, "K": 1}[ink]
    paper, solid = PAPER[channel], PRIMARIES[ink][channel]
    seen = paper - (tone + increase(tone)) * (paper - solid)
    root = lambda v: v ** (1 / N)
    return (root(paper) - root(seen)) / (root(paper) - root(solid))


def model(cmyk):
    """CIELAB of four tone values, 0 to 1."""
    shares = [coverage(ink, tone) for ink, tone in zip(INKS, cmyk)]
    total = [0.0, 0.0, 0.0]
    for name, values in PRIMARIES.items():
        weight = math.prod(s if ink in name else 1 - s for ink, s in zip(INKS, shares))
        total = [t + weight * v ** (1 / N) for t, v in zip(total, values)]
    return lab([t ** N for t in total])


def patches():
    steps = (0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1)
    few = (0, 0.1, 0.25, 0.5, 0.75, 1)
    tones = [(c, m, y, 0) for c in steps for m in steps for y in steps]
    tones += [(c, m, y, k) for k in (0.1, 0.25, 0.5, 0.75, 1) for c in few for m in few for y in few]
    tones += [(0, 0, 0, k / 20) for k in range(21)]
    return list(dict.fromkeys(tones))


def write_patches(path):
    rows = patches()
    with open(path, "w", encoding="ascii") as out:
        out.write('CTI3\n\nDESCRIPTOR "computed"\nORIGINATOR "make.py"\nCREATED "Tue Jan 01 00:00:00 2019"\nDEVICE_CLASS "OUTPUT"\n')
        out.write(f'TOTAL_INK_LIMIT "{LIMIT}"\nCOLOR_REP "CMYK_LAB"\n\nNUMBER_OF_FIELDS 8\nBEGIN_DATA_FORMAT\n')
        out.write(f"SAMPLE_ID CMYK_C CMYK_M CMYK_Y CMYK_K LAB_L LAB_A LAB_B\nEND_DATA_FORMAT\n\nNUMBER_OF_SETS {len(rows)}\nBEGIN_DATA\n")
        for number, row in enumerate(rows, 1):
            values = [f"{100 * tone:.2f}" for tone in row] + [f"{v:.4f}" for v in model(row)]
            out.write(" ".join([str(number), *values]) + "\n")
        out.write("END_DATA\n")


# Heavy GCR: black begins at a tenth of the way down and takes the place of most of the grey.
BLACK_CURVE = ["-kp", "0", "0.1", "0.85", "1", "0.65"]


def colprof(base, table):
    source = next(p for p in ("/usr/share/color/argyll/ref/sRGB.icm", "/usr/share/argyll/ref/sRGB.icm") if os.path.exists(p))
    out = f"{base}-{table}.icc"
    subprocess.run(["colprof", "-qm", f"-b{table}", "-nc", f"-l{LIMIT - MARGIN}", "-L100", *BLACK_CURVE, "-r0.1", "-s", source, "-cmt", "-dpp",
                    "-D", "newsprint: coldset newsprint, 26 %, 220 %", "-C", "CC0 1.0: no rights reserved", "-A", "newsprint",
                    "-M", "model of ISO 12647-3", "-O", out, base], check=True)
    with open(out, "rb") as file:
        return file.read()


def tags(profile):
    count = int.from_bytes(profile[128:132], "big")
    entries = [profile[132 + 12 * n:144 + 12 * n] for n in range(count)]
    return {e[:4]: profile[int.from_bytes(e[4:8], "big"):][:int.from_bytes(e[8:12], "big")] for e in entries}


def assemble(fine, coarse):
    """The fine profile with the coarse one's perceptual and saturation tables: half the size, and photos need no more."""
    parts = tags(fine)
    parts.update({name: data for name, data in tags(coarse).items() if name in (b"B2A0", b"B2A2")})
    table, body, places = b"", b"", {}
    start = 132 + 12 * len(parts)
    for name, data in parts.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + places[data].to_bytes(4, "big") + len(data).to_bytes(4, "big")
    header = bytearray(fine[:128])
    header[0:4] = (start + len(body)).to_bytes(4, "big")
    # The day of making would make each run differ.
    header[24:36] = bytes([0x07, 0xE3, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
    return bytes(header) + len(parts).to_bytes(4, "big") + table + body


def make():
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, "newsprint")
        write_patches(base + ".ti3")
        profile = assemble(colprof(base, "h"), colprof(base, "m"))
    with open(PROFILE, "wb") as file:
        file.write(profile)


def xicclu(arguments, rows):
    text = "\n".join(" ".join(str(v) for v in row) for row in rows) + "\n"
    run = subprocess.run(["xicclu", "-s100", *arguments, PROFILE], input=text, capture_output=True, text=True, check=True)
    results = [line.split("->")[-1] for line in run.stdout.splitlines() if "->" in line]
    return [[float(v) for v in r.split("[")[0].replace("(clip)", "").split()] for r in results]


def difference(one, two):
    """CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    c_mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(c_mean ** 7 / (c_mean ** 7 + 25 ** 7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    dh = 0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dhh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if c1 * c2 == 0 else (h1 + dh / 2) % 360
    t = (1 - 0.17 * math.cos(math.radians(hm - 30)) + 0.24 * math.cos(math.radians(2 * hm))
         + 0.32 * math.cos(math.radians(3 * hm + 6)) - 0.20 * math.cos(math.radians(4 * hm - 63)))
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rt = -2 * math.sqrt(cm ** 7 / (cm ** 7 + 25 ** 7)) * math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dhh / sh) ** 2 + rt * (dc / sc) * (dhh / sh))


# Tone values in percent, as on a control strip: solids, overprints, tints, greys.
STRIP = [
    (0, 0, 0, 0), (100, 0, 0, 0), (0, 100, 0, 0), (0, 0, 100, 0), (0, 0, 0, 100), (0, 100, 100, 0), (100, 0, 100, 0), (100, 100, 0, 0),
    (40, 0, 0, 0), (0, 40, 0, 0), (0, 0, 40, 0), (0, 0, 0, 40), (70, 0, 0, 0), (0, 70, 0, 0), (0, 0, 70, 0), (0, 0, 0, 70),
    (10, 6, 6, 0), (30, 20, 20, 0), (50, 40, 40, 0), (20, 15, 15, 50), (30, 50, 60, 10), (60, 20, 50, 20), (0, 30, 50, 0), (70, 50, 10, 30),
]


def check():
    forward = xicclu(["-ff", "-ia"], STRIP)
    wanted = [model([v / 100 for v in row]) for row in STRIP]
    errors = [difference(a, b) for a, b in zip(forward, wanted)]
    print(f"A2B against the model: mean {sum(errors) / len(errors):.2f}, largest {max(errors):.2f} (CIEDE2000, {len(errors)} patches)")
    # The way that a photo goes: colour to inks, and what these inks give by the model.
    back = xicclu(["-fb", "-ia"], wanted)
    returned = [difference(model([min(max(v, 0), 100) / 100 for v in inks[-4:]]), want) for inks, want in zip(back, wanted)]
    print(f"B2A and the model: mean {sum(returned) / len(returned):.2f}, largest {max(returned):.2f}")
    grid = [(l, a, b) for l in range(0, 101, 10) for a in range(-60, 61, 20) for b in range(-60, 61, 20)]
    most = max(sum(inks[-4:]) for intent in "pr" for inks in xicclu(["-fb", f"-i{intent}"], grid))
    print(f"most ink: {most:.1f} %")
    return max(errors) <= 2 and max(returned) <= 2 and most <= LIMIT + 1


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if check() else 1)
    make()
    sys.exit(0 if check() else 1)
