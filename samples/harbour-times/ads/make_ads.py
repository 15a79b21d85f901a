#!/usr/bin/env python3
"""Makes the ads of the two sample papers, the first one's own among them (needs Pillow and reportlab): make_ads.py. No real firms."""
import os
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

HERE = os.path.dirname(os.path.abspath(__file__))
FONTS = os.path.join(HERE, "../../../fonts")
PHOTOS = os.path.join(HERE, "../photos")
WEEKLY = os.path.join(HERE, "../../weekly/ads")
DISPLAY, BLACK = "SourceSerif4Display-Bold.ttf", "SourceSerif4Display-Black.ttf"
SANS, SANS_BOLD = "LibreFranklin_500Medium.ttf", "LibreFranklin_800ExtraBold.ttf"
PPI = 150


def px(v):
    return round(v / 25.4 * PPI)


def f(name, pt):
    return ImageFont.truetype(os.path.join(FONTS, name), round(pt / 72 * PPI))


def centred(d, w, y, s, font, fill):
    d.text((w / 2, y), s, font=font, fill=fill, anchor="mm")


def ferry():
    w, h = px(180.2), px(176.1)
    im = Image.new("RGB", (w, h))
    d = ImageDraw.Draw(im)
    for y in range(h):
        t = y / h
        d.line([(0, y), (w, y)], fill=(int(14 + 30 * t), int(42 + 60 * t), int(78 + 84 * t)))
    for k in range(5):
        y = h * (.72 + .05 * k)
        d.polygon([(0, h), (0, y), (w * .3, y - 18), (w * .6, y + 14), (w, y - 10), (w, h)], fill=(12 + 8 * k, 60 + 12 * k, 110 + 10 * k))
    d.polygon([(w * .24, h * .66), (w * .76, h * .66), (w * .7, h * .73), (w * .3, h * .73)], fill=(250, 248, 240))
    d.rectangle([w * .36, h * .60, w * .66, h * .66], fill=(250, 248, 240))
    d.rectangle([w * .56, h * .53, w * .61, h * .60], fill=(190, 40, 44))
    centred(d, w, h * .2, "Harbour Ferry", f(DISPLAY, 44), "white")
    centred(d, w, h * .31, "Every 15 minutes. Still the best view in town.", f(SANS, 14), (220, 232, 244))
    centred(d, w, h * .9, "PIER FOUR  ·  FIRST BOAT 5:20", f(SANS_BOLD, 11), "white")
    im.save(os.path.join(HERE, "ferry.jpg"), quality=86)


def watches():
    w, h = px(118.6), px(117.4)
    im = Image.new("RGB", (w, h), (24, 24, 26))
    d = ImageDraw.Draw(im)
    cx, cy, r = w * .5, h * .42, w * .29
    d.ellipse([cx - r, cy - r, cx + r, cy + r], fill=(236, 230, 216), outline=(180, 150, 90), width=12)
    import math
    for k in range(12):
        a = k * math.pi / 6
        i = .86 if k % 3 else .78
        d.line([(cx + r * i * math.sin(a), cy - r * i * math.cos(a)), (cx + r * .93 * math.sin(a), cy - r * .93 * math.cos(a))], fill=(40, 40, 40), width=6)
    d.line([(cx, cy), (cx + r * .42, cy - r * .34)], fill=(20, 20, 20), width=12)
    d.line([(cx, cy), (cx - r * .2, cy - r * .74)], fill=(20, 20, 20), width=8)
    centred(d, w, h * .82, "Dongbaek Watch House", f(DISPLAY, 19), (240, 232, 214))
    centred(d, w, h * .91, "Repairs while the tide turns", f(SANS, 9), (190, 180, 160))
    im.quantize(64).save(os.path.join(HERE, "watches.png"), optimize=True)


def bank():
    w, h = px(180.2), px(117.4)
    im = Image.new("RGB", (w, h), (243, 238, 228))
    d = ImageDraw.Draw(im)
    for k in range(9):
        x = w * (.08 + .05 * k)
        d.rectangle([x, h * (.72 - .055 * k), x + w * .035, h * .82], fill=(150, 20, 33))
    d.text((w * .56, h * .26), "Haneul", font=f(BLACK, 40), fill=(30, 30, 30), anchor="lm")
    d.text((w * .56, h * .42), "Savings Bank", font=f(DISPLAY, 24), fill=(30, 30, 30), anchor="lm")
    d.text((w * .56, h * .58), "2.4 percent, a year at a time.", font=f(SANS, 12), fill=(70, 70, 70), anchor="lm")
    d.text((w * .56, h * .66), "No small print on this page.", font=f(SANS, 12), fill=(70, 70, 70), anchor="lm")
    im.quantize(64).convert("RGB").save(os.path.join(HERE, "bank.tif"), compression="tiff_lzw")


def bookshop():
    w, h = px(57), px(88)
    im = Image.new("RGB", (w, h), (32, 66, 52))
    d = ImageDraw.Draw(im)
    for k, c in enumerate(((200, 170, 90), (180, 60, 50), (230, 220, 200), (90, 130, 150), (210, 120, 60))):
        d.rectangle([w * (.16 + .14 * k), h * (.34 - .03 * (k % 3)), w * (.27 + .14 * k), h * .62], fill=c)
    d.rectangle([w * .1, h * .62, w * .9, h * .64], fill=(120, 84, 50))
    centred(d, w, h * .76, "The Second Shelf", f(DISPLAY, 14), "white")
    centred(d, w, h * .85, "books, mostly read", f(SANS, 8), (200, 220, 210))
    im.save(os.path.join(HERE, "bookshop.jpg"), quality=88)


def bakery():
    w, h = px(98), px(77)
    im = Image.open(os.path.join(PHOTOS, "coffee.jpg")).resize((round(h * 1.5), h)).crop((round(h * 1.5) - w if h * 1.5 > w else 0, 0, round(h * 1.5), h)).resize((w, h))
    d = ImageDraw.Draw(im)
    d.rectangle([0, h * .72, w, h], fill=(250, 244, 232))
    centred(d, w, h * .82, "Stair 148 Bakery", f(DISPLAY, 20), (90, 40, 20))
    centred(d, w, h * .93, "open from the first bus", f(SANS, 9), (90, 60, 40))
    im.save(os.path.join(WEEKLY, "bakery.jpg"), quality=86)


def pdf(path, w, h):
    for name in (DISPLAY, BLACK, SANS, SANS_BOLD):
        pdfmetrics.registerFont(TTFont(name.split(".")[0], os.path.join(FONTS, name)))
    return canvas.Canvas(path, pagesize=(w * mm, h * mm), invariant=1, initialFontName="SourceSerif4Display-Bold")


def concert():
    w, h = 118.6, 146.8
    c = pdf(os.path.join(HERE, "concert.pdf"), w, h)
    c.setFillColor(HexColor("#1d1636"))
    c.roundRect(0, 0, w * mm, h * mm, 3 * mm, stroke=0, fill=1)
    for k in range(14):
        c.setStrokeColor(HexColor("#e8b04a"))
        c.setLineWidth(.6 + k * .25)
        c.circle(w * .5 * mm, 96 * mm, (6 + 4.2 * k) * mm, stroke=1, fill=0)
    c.setFillColor(HexColor("#ffffff"))
    c.setFont("SourceSerif4Display-Black", 34)
    c.drawCentredString(w / 2 * mm, 40 * mm, "Winter Winds")
    c.setFont("LibreFranklin_500Medium", 11)
    c.drawCentredString(w / 2 * mm, 30 * mm, "Harbour Philharmonic  ·  Civic Hall")
    c.setFont("LibreFranklin_800ExtraBold", 10)
    c.drawCentredString(w / 2 * mm, 20 * mm, "DECEMBER 28, 7:30 P.M.")
    c.save()


def strip():
    w, h = 365, 58.7
    c = pdf(os.path.join(HERE, "strip.pdf"), w, h)
    c.setFillColor(HexColor("#f3eee4"))
    c.roundRect(0, 0, w * mm, h * mm, 3 * mm, stroke=0, fill=1)
    for k in range(40):
        c.setFillColor(HexColor("#961421" if k % 4 else "#2a2a2a"))
        c.rect((6 + k * 3) * mm, 8 * mm, 2 * mm, (10 + (k * 37 % 29)) * mm, stroke=0, fill=1)
    c.setFillColor(HexColor("#222222"))
    c.setFont("SourceSerif4Display-Bold", 40)
    c.drawString(140 * mm, 30 * mm, "North Line opens today")
    c.setFont("LibreFranklin_500Medium", 14)
    c.drawString(140 * mm, 18 * mm, "First train 6:42. Ride free until the New Year with any harbour card.")
    c.save()


def cinema():
    w, h = 252, 58.7
    c = pdf(os.path.join(WEEKLY, "cinema.pdf"), w, h)
    c.setFillColor(HexColor("#222222"))
    c.rect(0, 0, w * mm, h * mm, stroke=0, fill=1)
    c.setFillColor(HexColor("#f3eee4"))
    for k in range(22):
        c.rect((4 + k * 11.3) * mm, 50 * mm, 6 * mm, 5 * mm, stroke=0, fill=1)
        c.rect((4 + k * 11.3) * mm, 4 * mm, 6 * mm, 5 * mm, stroke=0, fill=1)
    c.setFont("SourceSerif4Display-Bold", 34)
    c.drawCentredString(w / 2 * mm, 30 * mm, "The Lantern, top of the stairs")
    c.setFont("LibreFranklin_500Medium", 13)
    c.drawCentredString(w / 2 * mm, 17 * mm, "One screen, sixty seats, films that waited.  Thursday to Sunday")
    c.save()


def plain(name, w_mm, d_mm, ground, ink, big, small, shapes):
    w, h = px(w_mm), px(d_mm)
    im = Image.new("RGB", (w, h), ground)
    d = ImageDraw.Draw(im)
    shapes(d, w, h)
    size = (20 if d_mm < 60 else 26) if w_mm > 130 else 17
    centred(d, w, h * (.74 if d_mm < 60 else .78), big, f(DISPLAY, size), ink)
    centred(d, w, h * .89, small, f(SANS, size * .42), ink)
    im.quantize(64).save(os.path.join(HERE, name), optimize=True)


def bowls(d, w, h):
    for k, c in enumerate(((240, 230, 210), (214, 90, 60), (250, 246, 236))):
        x, r = w * (.24 + .26 * k), w * .115
        d.pieslice([x - r, h * .3 - r, x + r, h * .3 + r], 0, 180, fill=c)
        d.line([(x - r * .4, h * .26), (x + r * .7, h * .08)], fill=(90, 60, 40), width=6)


def waves(d, w, h):
    import math
    for k in range(9):
        pts = [(x, h * (.1 + .06 * k) + math.sin(x / w * 14 + k) * h * .018) for x in range(0, w + 8, 8)]
        d.line(pts, fill=(255, 255, 255), width=2 + k % 3 * 3)


def blocks(d, w, h):
    for i in range(7):
        for k in range(5):
            if (i * 3 + k * 5) % 4:
                d.rectangle([w * (.1 + .115 * i), h * (.08 + .11 * k), w * (.19 + .115 * i), h * (.165 + .11 * k)], fill=((150, 20, 33), (30, 70, 110), (220, 170, 60))[(i + k) % 3])


def track(d, w, h):
    for k in range(6):
        o = w * .05 * k
        d.rounded_rectangle([w * .06 + o, h * .06 + o * .6, w * .94 - o, h * .64 - o * .6], radius=int(h * .25), outline=(255, 255, 255), width=5)


def coats(d, w, h):
    for k in range(5):
        x, y = w * (.2 + .15 * k), h * .12
        ink = ((196, 160, 90), (170, 60, 56), (220, 214, 200), (96, 130, 150), (120, 140, 100))[k]
        d.polygon([(x - w * .05, y + h * .06), (x, y), (x + w * .05, y + h * .06), (x + w * .065, y + h * .5), (x - w * .065, y + h * .5)], fill=ink)
        d.line([(x, y + h * .02), (x, y + h * .5)], fill=(36, 40, 66), width=4)


def leaves(d, w, h):
    for k in range(21):
        x, y = w * (.12 + .127 * (k % 7)), h * (.14 + .17 * (k // 7)) + (k % 2) * h * .05
        d.ellipse([x - w * .035, y - h * .03, x + w * .035, y + h * .03], fill=((92, 124, 80), (140, 160, 96), (60, 92, 66))[k % 3])


def swell(d, w, h):
    import math
    for k in range(6):
        pts = [(x, h * (.12 + .09 * k) + math.sin(x / w * 30 + k * .7) * h * .03) for x in range(0, w + 8, 8)]
        d.line(pts, fill=(120, 156, 190), width=3 + k)


def sails(d, w, h):
    for k in range(7):
        x, y, t = w * (.12 + .125 * k), h * (.58 - .02 * (k % 3)), h * (.2 + .05 * (k * 5 % 4))
        d.polygon([(x, y), (x, y - t), (x + w * .06, y)], fill=(250, 250, 246))
        d.polygon([(x - w * .008, y), (x - w * .008, y - t * .8), (x - w * .04, y)], fill=((150, 20, 33), (24, 78, 110))[k % 2])
        d.line([(x - w * .05, y + h * .02), (x + w * .07, y + h * .02)], fill=(24, 48, 66), width=6)


def contours(d, w, h):
    import math
    for k in range(11):
        pts = []
        for a in range(0, 361, 4):
            r = (.02 + .032 * k) * (1 + .18 * math.sin(math.radians(a * 3 + 40 * k)) + .1 * math.cos(math.radians(a * 5)))
            pts.append((w * .5 + w * r * 1.25 * math.cos(math.radians(a)), h * .37 + h * r * math.sin(math.radians(a))))
        d.line(pts, fill=(70, 104, 124) if k % 3 else (120, 24, 34), width=3)


def rails(d, w, h):
    for k in range(13):
        x = w * (.06 + .073 * k)
        d.line([(w * .5 + (x - w * .5) * .3, h * .1), (x, h * .64)], fill=(120, 92, 30), width=4)
    for k in range(6):
        y = h * (.14 + .1 * k)
        d.line([(w * (.32 - .05 * k), y), (w * (.68 + .05 * k), y)], fill=(60, 52, 40), width=6 + 2 * k)


def more():
    plain("noodles.png", 118.6, 100, (120, 34, 30), (255, 244, 226), "Three Bowls", "open until three, near the plant", bowls)
    plain("school.png", 180.2, 146, (250, 247, 240), (30, 30, 30), "Port Evening School", "welding, bookkeeping, Portuguese. Terms begin January 6", blocks)
    plain("radio.png", 143.9, 117, (16, 70, 84), (255, 255, 255), "98.3 Slow Radio", "the tide, all day", waves)
    plain("museum.png", 180.2, 132, (222, 200, 150), (40, 30, 20), "Port Museum", "Clay and Sand: engravings of the sea bed. Until March 1", waves)
    plain("coats.png", 180.2, 132, (36, 40, 66), (246, 240, 228), "Gamcheon Woollens", "winter coats from the top of the stairs", coats)
    plain("insurance.png", 180.2, 117.4, (214, 226, 232), (24, 48, 66), "Pier Nine Mutual", "cover for boats, nets and second thoughts", sails)
    plain("atlas.png", 218.3, 117, (244, 240, 230), (120, 24, 34), "The Harbour Atlas", "412 charts and one apology. At every kiosk, 38,000 won", contours)
    plain("trams.png", 241.9, 117.4, (250, 208, 92), (40, 36, 30), "Drivers wanted", "North Line and night buses. Paid training from January 13", rails)
    plain("tea.png", 118.6, 117, (238, 232, 214), (40, 60, 40), "Anchor Tea House", "open through Christmas night", leaves)
    plain("crossing.png", 365.6, 58.7, (232, 238, 242), (20, 50, 90), "Night boats to Tsushima", "from January 6, four nights a week. Cabins from 62,000 won", swell)
    plain("shoes.png", 118.6, 117, (30, 96, 60), (255, 255, 255), "Hill Runners", "shoes for 1,048 steps", track)


def ferry_reader(d, w, h):
    """A page of the paper on a small screen, over the sea."""
    for k in range(6):
        y = h * (.62 + .07 * k)
        d.polygon([(0, h), (0, y), (w * .3, y - h * .02), (w * .6, y + h * .015), (w, y - h * .012), (w, h)], fill=(14 + 8 * k, 62 + 11 * k, 104 + 9 * k))
    s = min(w * .8, h * .5)
    x, y = w * .5 - s * .38, h * .1
    d.rounded_rectangle([x, y, x + s * .76, y + s], radius=int(s * .05), fill=(28, 28, 30))
    d.rectangle([x + s * .05, y + s * .06, x + s * .71, y + s * .94], fill=(250, 247, 240))
    d.rectangle([x + s * .1, y + s * .1, x + s * .66, y + s * .16], fill=(30, 30, 30))
    d.rectangle([x + s * .1, y + s * .2, x + s * .66, y + s * .5], fill=(150, 20, 33))
    for k in range(7):
        d.rectangle([x + s * .1, y + s * (.55 + .05 * k), x + s * (.36 if k != 6 else .3), y + s * (.57 + .05 * k)], fill=(120, 120, 118))
        d.rectangle([x + s * .4, y + s * (.55 + .05 * k), x + s * (.66 if k != 3 else .58), y + s * (.57 + .05 * k)], fill=(120, 120, 118))


def letters(d, w, h):
    """Envelopes in a row."""
    n = max(2, min(6, round(w / h * 2)))
    s = min(w / (n * 1.25), h * .5)
    for k in range(n):
        x, y = w / 2 + (k - n / 2 + .1) * s * 1.2, h * .14 + (k % 2) * h * .05
        d.rectangle([x, y, x + s, y + s * .66], fill=(252, 249, 242), outline=(120, 100, 80), width=4)
        d.line([(x, y), (x + s * .5, y + s * .36), (x + s, y)], fill=(120, 100, 80), width=4)
        d.rectangle([x + s * .78, y + s * .44, x + s * .93, y + s * .6], fill=(150, 20, 33))


def volumes(d, w, h):
    """Bound years on shelves."""
    rows = max(1, min(4, round(h / w * 1.6)))
    for row in range(rows):
        y0, y1 = h * (.08 + .6 * row / rows), h * (.08 + .6 * (row + .86) / rows)
        x, k = w * .1, row * 5
        while x < w * .88:
            b = w * (.025 + .01 * (k * 7 % 4))
            d.rectangle([x, y0 + (k * 5 % 3) * h * .012, x + b, y1], fill=((92, 30, 34), (40, 62, 82), (120, 96, 52), (58, 70, 54))[k % 4])
            d.rectangle([x + b * .2, y0 + (y1 - y0) * .25, x + b * .8, y0 + (y1 - y0) * .3], fill=(214, 190, 130))
            x, k = x + b * 1.12, k + 1
        d.rectangle([w * .08, y1, w * .92, y1 + h * .012], fill=(110, 80, 50))


HOUSE = [
    ("screen", (222, 234, 240), (20, 30, 44), "The paper before the first boat", "Tomorrow's pages on your telephone from five, with every map and table as it is printed", ferry_reader),
    ("letters", (238, 226, 208), (54, 40, 30), "You write. We print.", "Letters to the editor: 200 words, a name and a street. Eel seasons welcome", letters),
    ("archive", (244, 240, 230), (40, 34, 28), "One hundred and twelve winters", "Every page since 1907 is on the third floor. The reading room is open, and warm, until six", volumes),
]
FORMS = [("wide", 365, 118), ("half", 240, 150), ("square", 240, 236), ("column", 118, 330), ("tall", 240, 320), ("small", 118, 150)]


def wrapped(d, text, font, most):
    lines, line = [], ""
    for word in text.split():
        longer = (line + " " + word).strip()
        if line and d.textlength(longer, font=font) > most:
            lines.append(line)
            line = word
        else:
            line = longer
    return lines + [line]


def house(name, form, w_mm, d_mm, ground, ink, big, small, shapes):
    """One of the paper's own ads, for what stories leave."""
    w, h = px(w_mm), px(d_mm)
    im = Image.new("RGB", (w, h), ground)
    d = ImageDraw.Draw(im)
    shapes(d, w, h)
    pale = shapes is ferry_reader
    if pale:
        ink = (250, 248, 240)
    size = 48 if w_mm > 300 else 36 if w_mm > 200 else 22
    lines = [(line, f(DISPLAY, size)) for line in wrapped(d, big, f(DISPLAY, size), w * .84)]
    lines += [(line, f(SANS, size * .42)) for line in wrapped(d, small, f(SANS, size * .42), w * .78)]
    y = h * .95 - sum(font.size * 1.3 for _, font in lines)
    for line, font in lines:
        centred(d, w, y + font.size * .65, line, font, ink)
        y += font.size * 1.3
    im.quantize(64).save(os.path.join(HERE, "../house-ads", f"{name}-{form}.png"), optimize=True)


def own():
    os.makedirs(os.path.join(HERE, "../house-ads"), exist_ok=True)
    for name, ground, ink, big, small, shapes in HOUSE:
        for form, w_mm, d_mm in FORMS:
            house(name, form, w_mm, d_mm, ground, ink, big, small, shapes)


for make in (own, more, ferry, watches, bank, bookshop, bakery, concert, strip, cinema):
    make()
