#!/usr/bin/env python3
"""Makes the charts and maps of the sample paper: make_pictures.py FONT_FOLDER (needs Pillow). Same bytes each run."""
import math, os, sys
from PIL import Image, ImageDraw, ImageFont

HERE = os.path.dirname(os.path.abspath(__file__))
FONTS = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../../fonts")
RED, GREY, DARK, PAPER, SEA, LAND = (150, 20, 33), (150, 150, 150), (40, 40, 40), (252, 250, 246), (218, 230, 238), (240, 233, 218)
S = 2  # drawn at twice the size, then reduced


def font(size, bold=False):
    name = "LibreFranklin_700Bold.ttf" if bold else "LibreFranklin_500Medium.ttf"
    return ImageFont.truetype(os.path.join(FONTS, name), size * S)


class Sheet:
    def __init__(self, w, h, ground=PAPER):
        self.w, self.h = w, h
        self.im = Image.new("RGB", (w * S, h * S), ground)
        self.d = ImageDraw.Draw(self.im)

    def p(self, pts):
        return [(x * S, y * S) for x, y in pts]

    def line(self, pts, c=DARK, w=2, curve=False):
        self.d.line(self.p(pts), fill=c, width=int(w * S), joint="curve")

    def poly(self, pts, c):
        self.d.polygon(self.p(pts), fill=c)

    def dot(self, x, y, r, c, outline=None):
        self.d.ellipse([(x - r) * S, (y - r) * S, (x + r) * S, (y + r) * S], fill=c, outline=outline, width=3 * S)

    def rect(self, x0, y0, x1, y1, c):
        self.d.rectangle([x0 * S, y0 * S, x1 * S, y1 * S], fill=c)

    def text(self, x, y, s, size=34, c=DARK, bold=False, anchor="ls"):
        self.d.text((x * S, y * S), s, font=font(size, bold), fill=c, anchor=anchor)

    def dashed(self, pts, c, w=4, dash=18):
        for (x0, y0), (x1, y1) in zip(pts, pts[1:]):
            n = max(1, int(math.hypot(x1 - x0, y1 - y0) / dash))
            for i in range(0, n, 2):
                a, b = i / n, min(1, (i + 1) / n)
                self.line([(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)], c, w)

    def save(self, name):
        self.im.resize((self.w, self.h), Image.LANCZOS).quantize(128).save(os.path.join(HERE, name), optimize=True)


def axes(s, xs, ys, x0, x1, y0, y1, box, suffix=""):
    l, t, r, b = box
    fx = lambda x: l + (x - x0) / (x1 - x0) * (r - l)
    fy = lambda y: b - (y - y0) / (y1 - y0) * (b - t)
    for y in ys:
        s.line([(l, fy(y)), (r, fy(y))], (215, 210, 202) if y != ys[0] else DARK, 2)
        s.text(l - 14, fy(y) + 11, f"{y:g}{suffix}", 30, GREY if y != ys[0] else DARK, anchor="rs")
    for x, label in xs:
        s.text(fx(x), b + 46, label, 30, DARK, anchor="ms")
    return fx, fy


def rates():
    s = Sheet(1600, 900)
    steps = [(2012, 3.25), (2012.5, 3.0), (2012.8, 2.75), (2013.4, 2.5), (2014.6, 2.25), (2014.8, 2.0), (2015.2, 1.75), (2015.45, 1.5), (2016.45, 1.25), (2017.9, 1.5), (2018.9, 1.75), (2019.55, 1.5), (2019.8, 1.25), (2020, 1.25)]
    fx, fy = axes(s, [(y, str(y)) for y in range(2012, 2020)], [0, 1, 2, 3], 2012, 2020, 0, 3.6, (130, 60, 1520, 780), "%")
    pts = []
    for (x, y), (x2, _) in zip(steps, steps[1:]):
        pts += [(fx(x), fy(y)), (fx(x2), fy(y))]
    s.poly(pts + [(fx(2020), fy(0)), (fx(2012), fy(0))], (240, 222, 218))
    s.line(pts, RED, 7)
    s.dot(fx(2020), fy(1.25), 13, RED)
    s.text(fx(2019.9), fy(2.05), "1.25%", 46, RED, True, "rs")
    s.text(130, 880, "Source: central bank. Policy rate, percent", 26, GREY)
    s.save("rates-chart.png")


def two_lines():
    s = Sheet(1600, 1000)
    fx, fy = axes(s, [(y, str(y)) for y in range(2010, 2020, 3)], [80, 100, 120, 140], 2010, 2019, 75, 150, (140, 60, 1300, 860))
    north = [100, 99, 98, 97, 99, 102, 107, 113, 122, 136]
    south = [100, 102, 104, 107, 110, 114, 117, 119, 121, 123]
    for vals, c, name in ((south, DARK, "City"), (north, RED, "North Shore")):
        pts = [(fx(2010 + i), fy(v)) for i, v in enumerate(vals)]
        s.line(pts, c, 7)
        s.dot(*pts[-1], 12, c)
        s.text(pts[-1][0] + 24, pts[-1][1] + 12, name, 34, c, True)
    s.text(140, 980, "Source: housing agency. Rents, 2010 = 100", 26, GREY)
    s.save("housing-chart.png")


def won():
    s = Sheet(1600, 900)
    vals = [1117, 1113, 1120, 1122, 1125, 1136, 1142, 1165, 1190, 1185, 1156, 1178, 1180, 1212, 1208, 1196, 1198, 1172, 1163, 1158, 1170, 1179, 1166, 1161]
    fx, fy = axes(s, [(0, "Jan."), (6, "April"), (12, "July"), (18, "Oct."), (23, "Dec.")], [1100, 1150, 1200], 0, 23, 1095, 1225, (150, 60, 1520, 780))
    pts = [(fx(i), fy(v)) for i, v in enumerate(vals)]
    s.line(pts, RED, 7)
    s.dot(*pts[-1], 12, RED)
    s.text(pts[-1][0], pts[-1][1] + 70, "1,161", 44, RED, True, "rs")
    s.text(150, 880, "Source: Seoul exchange. Won to the dollar, 2019", 26, GREY)
    s.save("won-chart.png")


def seats():
    s = Sheet(1600, 900)
    rows = [(320, 9), (420, 12), (520, 13), (620, 13)]
    spots = sorted((math.pi * (i + .5) / n, r) for r, n in rows for i in range(n))
    for k, (a, r) in enumerate(sorted(spots, key=lambda q: -q[0])):
        c = RED if k < 24 else DARK if k < 44 else GREY
        s.dot(800 + r * math.cos(a), 740 - r * math.sin(a), 36, c)
    s.text(800, 700, "24–20", 110, DARK, True, "ms")
    s.text(800, 760, "3 abstained", 36, GREY, anchor="ms")
    s.text(120, 850, "For the audit", 38, RED, True)
    s.text(1480, 850, "Against", 38, DARK, True, "rs")
    s.save("council-seats.png")


def harbour():
    s = Sheet(1600, 1200, SEA)
    s.poly([(0, 0), (1600, 0), (1600, 260), (1320, 330), (1100, 300), (880, 380), (620, 330), (420, 420), (240, 390), (0, 480)], LAND)
    s.poly([(0, 1200), (0, 980), (260, 900), (480, 940), (640, 860), (900, 900), (1120, 840), (1330, 900), (1600, 820), (1600, 1200)], LAND)
    s.poly([(1180, 560), (1260, 520), (1330, 560), (1300, 640), (1210, 650)], LAND)
    s.line([(860, 372), (880, 500), (900, 640), (905, 780), (890, 905)], RED, 14)
    for y in (500, 700):
        s.dot(885 if y == 500 else 905, y, 15, PAPER, RED)
    s.dashed([(500, 410), (420, 640), (560, 890)], DARK, 5)
    s.dashed([(1240, 330), (1050, 560), (1010, 860)], DARK, 5)
    for x, y, t, b in ((820, 250, "NORTH SHORE", True), (560, 1080, "FERRY QUARTER", True), (1180, 1040, "OLD FISH MARKET", True), (950, 600, "Harbour Bridge", True), (950, 645, "2.4 km", False), (250, 640, "Ferry to", False), (250, 682, "Haneul Hill", False), (1150, 715, "Dongbaek Point", False), (950, 880, "Pier Four", False)):
        s.text(x, y, t, 38, RED if "Bridge" in t else DARK, b)
    s.line([(1320, 1130), (1520, 1130)], DARK, 5)
    s.text(1420, 1115, "1 km", 30, DARK, anchor="ms")
    s.save("harbour-map.png")


def weather():
    s = Sheet(1200, 1300, SEA)
    s.poly([(300, 0), (620, 0), (700, 160), (840, 300), (900, 520), (960, 760), (900, 900), (760, 1010), (560, 1090), (420, 1040), (330, 900), (380, 720), (300, 560), (360, 380), (260, 200)], LAND)
    for i, r in enumerate((360, 280, 200, 120)):
        s.d.arc([(960 - r) * S, (520 - r * .7) * S, (960 + r) * S, (520 + r * .7) * S], 60, 300, fill=(90, 120, 150), width=4 * S)
    for x, y, t, d in ((470, 260, "Seoul", "−7°"), (480, 600, "Daegu", "−3°"), (820, 900, "Busan", "−1°"), (460, 900, "Gwangju", "−2°")):
        s.dot(x, y, 10, RED)
        s.text(x + 22, y + 2, t, 36, DARK, True)
        s.text(x + 22, y + 46, d, 36, DARK)
    s.dashed([(1100, 330), (1010, 620), (900, 800)], RED, 7, 26)
    s.text(960, 290, "Storm track", 36, RED, True)
    s.text(60, 1260, "Forecast for Wednesday, 6 a.m.", 30, DARK)
    s.save("weather-map.png")


def pitch():
    s = Sheet(1600, 1060, (236, 240, 228))
    w = (255, 255, 255)
    s.d.rectangle([60 * S, 60 * S, 1540 * S, 960 * S], outline=w, width=8 * S)
    s.line([(800, 60), (800, 960)], w, 6)
    s.d.ellipse([(800 - 140) * S, (510 - 140) * S, (800 + 140) * S, (510 + 140) * S], outline=w, width=6 * S)
    for a, b in ((60, 290), (1310, 1540)):
        s.d.rectangle([a * S, 230 * S, b * S, 790 * S], outline=w, width=6 * S)
    for x, y, goal in ((1400, 480, 1), (1290, 380, 0), (1200, 600, 0), (1440, 560, 1), (1120, 300, 0), (1350, 700, 0), (1010, 520, 0), (1460, 430, 0)):
        s.dot(x, y, 24 if goal else 18, RED if goal else None, RED)
    for x, y, goal in ((220, 520, 1), (330, 420, 0), (290, 640, 0), (460, 560, 0), (180, 470, 0)):
        s.dot(x, y, 24 if goal else 18, DARK if goal else None, DARK)
    s.dot(80, 1012, 18, RED)
    s.text(110, 1024, "goal", 32)
    s.dot(260, 1012, 16, None, RED)
    s.text(290, 1024, "shot", 32)
    s.text(1540, 1024, "Harbour in red, attacking right", 32, DARK, anchor="rs")
    s.save("pitch-map.png")


def stage():
    s = Sheet(1600, 760)
    prof = [(0, 8), (3, 12), (6, 30), (8, 62), (10, 40), (13, 22), (16, 18), (19, 35), (22, 54), (24, 48), (27, 16), (30, 10), (33, 42), (35, 71), (37, 58), (39, 24), (42.2, 9)]
    fx, fy = axes(s, [(0, "Start"), (10, "10"), (20, "20"), (30, "30"), (42.2, "42.2 km")], [0, 40, 80], 0, 42.2, 0, 95, (130, 60, 1500, 640), " m")
    pts = [(fx(x), fy(y)) for x, y in prof]
    s.poly(pts + [(fx(42.2), fy(0)), (fx(0), fy(0))], (233, 220, 200))
    s.line(pts, RED, 6)
    for x, y, t in ((8, 62, "Haneul Hill"), (22, 54, "Terraces"), (35, 71, "Bridge")):
        s.text(fx(x), fy(y) - 22, t, 34, DARK, True, "ms")
    s.text(130, 740, "Source: race office. Height in meters", 26, GREY)
    s.save("stage-profile.png")


def ferries():
    s = Sheet(1600, 1100, SEA)
    s.poly([(0, 0), (640, 0), (700, 120), (760, 300), (700, 420), (520, 520), (300, 560), (160, 480), (0, 520)], LAND)
    s.poly([(900, 1100), (980, 960), (1120, 900), (1240, 780), (1380, 760), (1600, 640), (1600, 1100)], LAND)
    s.poly([(900, 560), (950, 520), (980, 600), (940, 700), (890, 680)], LAND)
    ports = {"Busan": (690, 420), "Tsushima": (935, 600), "Fukuoka": (1130, 900), "Shimonoseki": (1290, 765)}
    for a, b in (("Busan", "Tsushima"), ("Busan", "Fukuoka"), ("Busan", "Shimonoseki")):
        s.dashed([ports[a], ports[b]], RED, 6, 24)
    for n, (x, y) in ports.items():
        s.dot(x, y, 13, DARK)
        s.text(x + (24 if n != "Busan" else -24), y - 18, n, 40, DARK, True, "ls" if n != "Busan" else "rs")
    s.text(200, 250, "KOREA", 46, GREY, True)
    s.text(1320, 1000, "JAPAN", 46, GREY, True)
    s.save("ferry-routes.png")


def clock():
    # The clock over a concourse: roof ribs behind, four minutes to twelve.
    s = Sheet(700, 700, (96, 104, 112))
    for x in range(-300, 1100, 100):
        s.line([(350 + (x - 350) * 0.25, 0), (x, 700)], (120, 128, 136), 8)
    s.dot(350, 350, 300, DARK)
    s.dot(350, 350, 276, PAPER)
    for minute in range(60):
        a = math.radians(minute * 6)
        far, near, w = (258, 214, 14) if minute % 5 == 0 else (258, 244, 5)
        s.line([(350 + far * math.sin(a), 350 - far * math.cos(a)), (350 + near * math.sin(a), 350 - near * math.cos(a))], DARK, w)
    for minutes, length, tail, w in ((716, 150, 40, 22), (56 * 12, 222, 50, 14)):
        a = math.radians(minutes / 2)
        s.line([(350 - tail * math.sin(a), 350 + tail * math.cos(a)), (350 + length * math.sin(a), 350 - length * math.cos(a))], DARK, w)
    a = math.radians(31 * 6)
    s.line([(350 - 60 * math.sin(a), 350 + 60 * math.cos(a)), (350 + 230 * math.sin(a), 350 - 230 * math.cos(a))], RED, 6)
    s.dot(350, 350, 16, RED)
    s.save("station-clock.png")


for make in (clock, rates, two_lines, won, seats, harbour, weather, pitch, stage, ferries):
    make()
