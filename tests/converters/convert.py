#!/usr/bin/env python3
"""Lets every converter that a registry offers read letters, for tests of what `voetnoot import` makes of the outputs.

Outside CI: it installs some gigabytes. Run it from the root of the repository:

    sudo apt-get install pandoc poppler-utils libreoffice-writer-nogui calibre
    python3 tests/converters/convert.py                     # our own letters, to tests/documents/converters/
    python3 tests/converters/convert.py --only pandoc       # only converters whose name has this
    python3 tests/converters/convert.py -o OUT FILE...      # other letters (.docx, .pdf, .html), to OUT/

The letters are `*.md` beside this file, in pandoc's Markdown: Word files are made of them by pandoc and python-docx,
PDFs of those by LibreOffice. The packages go to a temporary folder (--packages DIR to keep it), with the versions
below. A converter that fails on a file is named, and the others go on.

Not here, because they load models from a hub when they run: docling's reader of PDFs, marker, unstructured.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent / "documents" / "converters"

# An environment of Python each: the versions of some packages exclude each other.
PYTHON = {
    "main": """markitdown[docx,pdf]==0.1.9 mammoth==1.13.0 docx2python==3.7.1 docx2txt==0.9 docx2md==1.0.5
        docx2everything==1.1.0 html2text==2025.4.15 markdownify==1.2.3 html-to-markdown==3.19.0 kreuzberg==4.10.4
        pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2 pdfplumber==0.11.10 trafilatura==2.3.1 python-docx==1.2.0
        pypandoc-binary==1.17 undoc==0.27.1 unpdf-markdown==0.51.0 pdf-oxide==0.3.78 pdf-inspector==1.25.2
        docling-slim==2.143.0 docling-rs==2.52.7 opendataloader-pdf==2.5.16 liteparse==2.18.0 extractous==0.3.0
        aspose-words-foss==26.7.0 any2md==1.1.1 lxml_html_clean""",
    "layout": "pymupdf4llm==1.28.2",
    "classic": "pymupdf4llm==0.0.27",
}
NODE = """mammoth@1.13.0 turndown@7.2.5 turndown-plugin-gfm@1.0.2 node-html-markdown@2.0.0 officeparser@7.8.0
    word-extractor@1.0.4 pdf-parse@2.4.5 unpdf@1.8.1 html-to-md@0.8.8"""

TURNDOWN = "const T = require('turndown'); const t = new T({headingStyle: 'atx'});"
# The Word reader alone: the package as a whole wants models.
DOCLING = """
import pathlib
from docling.backend.msword_backend import MsWordDocumentBackend
from docling.datamodel.base_models import InputFormat
from docling.datamodel.document import InputDocument
file = InputDocument(path_or_stream=pathlib.Path(FILE), format=InputFormat.DOCX, backend=MsWordDocumentBackend)
out = file._backend.convert().export_to_markdown()
"""
MAMMOTH = "const html = (await require('mammoth').convertToHtml({path: FILE})).value;"

# Name, the kinds of file it reads, the kind it writes, what runs it, and how. `FILE` is the letter, `OUT` an empty folder.
# A program prints, or leaves one file in `OUT`; code sets `out`.
CONVERTERS = [
    ("pandoc-markdown", "docx", "md", "run", "pandoc -t markdown FILE"),
    ("pandoc-standalone", "docx", "md", "run", "pandoc -s -t markdown FILE"),
    ("pandoc-gfm", "docx", "md", "run", "pandoc -t gfm FILE"),
    ("pandoc-gfm-wrap-none", "docx", "md", "run", "pandoc -t gfm --wrap=none FILE"),
    ("pandoc-commonmark", "docx", "md", "run", "pandoc -t commonmark FILE"),
    ("pandoc-commonmark-x", "docx", "md", "run", "pandoc -t commonmark_x FILE"),
    ("pandoc-markdown-strict", "docx", "md", "run", "pandoc -t markdown_strict FILE"),
    ("pandoc-plain", "docx", "txt", "run", "pandoc -t plain FILE"),
    ("pandoc-html", "docx", "html", "run", "pandoc -s -t html FILE"),
    ("pandoc-3-gfm", "docx", "md", "main", "import pypandoc; out = pypandoc.convert_file(FILE, 'gfm')"),
    ("pandoc-3-markdown", "docx", "md", "main", "import pypandoc; out = pypandoc.convert_file(FILE, 'markdown')"),
    ("pandoc-3-plain", "docx", "txt", "main", "import pypandoc; out = pypandoc.convert_file(FILE, 'plain')"),
    ("pandoc-3-html", "docx", "html", "main", "import pypandoc; out = pypandoc.convert_file(FILE, 'html', extra_args=['-s'])"),
    ("markitdown", "docx pdf html", "md", "main", "from markitdown import MarkItDown; out = MarkItDown().convert(FILE).text_content"),
    ("mammoth-html", "docx", "html", "main", "import mammoth; out = mammoth.convert_to_html(open(FILE, 'rb')).value"),
    ("mammoth-markdown", "docx", "md", "main", "import mammoth; out = mammoth.convert_to_markdown(open(FILE, 'rb')).value"),
    ("mammoth-text", "docx", "txt", "main", "import mammoth; out = mammoth.extract_raw_text(open(FILE, 'rb')).value"),
    ("turndown", "docx", "md", "node", MAMMOTH + TURNDOWN + "out = t.turndown(html)"),
    ("turndown-gfm", "docx", "md", "node", MAMMOTH + TURNDOWN + "t.use(require('turndown-plugin-gfm').gfm); out = t.turndown(html)"),
    ("node-html-markdown", "docx", "md", "node", MAMMOTH + "out = require('node-html-markdown').NodeHtmlMarkdown.translate(html)"),
    ("html-to-md", "docx", "md", "node", MAMMOTH + "out = require('html-to-md')(html)"),
    ("mammoth-html2text", "docx", "md", "main", "import mammoth, html2text; out = html2text.html2text(mammoth.convert_to_html(open(FILE, 'rb')).value)"),
    ("mammoth-markdownify", "docx", "md", "main", "import mammoth, markdownify; out = markdownify.markdownify(mammoth.convert_to_html(open(FILE, 'rb')).value)"),
    ("mammoth-html-to-markdown", "docx", "md", "main", "import mammoth, html_to_markdown as h; out = h.convert(mammoth.convert_to_html(open(FILE, 'rb')).value); out = out if isinstance(out, str) else out.content"),
    ("html2text", "html", "md", "main", "import html2text; out = html2text.html2text(open(FILE).read())"),
    ("markdownify", "html", "md", "main", "import markdownify; out = markdownify.markdownify(open(FILE).read())"),
    ("html-to-markdown", "html", "md", "main", "import html_to_markdown as h; out = h.convert(open(FILE).read()); out = out if isinstance(out, str) else out.content"),
    ("html-turndown", "html", "md", "node", TURNDOWN + "out = t.turndown(require('fs').readFileSync(FILE, 'utf8'))"),
    ("html-html-to-md", "html", "md", "node", "out = require('html-to-md')(require('fs').readFileSync(FILE, 'utf8'))"),
    ("trafilatura", "html", "md", "main", "import trafilatura; out = trafilatura.extract(open(FILE).read(), output_format='markdown', include_tables=True, include_links=True, favor_recall=True)"),
    ("docling", "docx", "md", "main", DOCLING),
    ("docling-rs", "docx", "md", "main", "import docling_rs as d; out = d.DocumentConverter().convert(FILE).document.export_to_markdown()"),
    ("docx2python", "docx", "txt", "main", "from docx2python import docx2python; out = docx2python(FILE).text"),
    ("docx2txt", "docx", "txt", "main", "import docx2txt; out = docx2txt.process(FILE)"),
    ("docx2md", "docx", "md", "run", "PYBIN/docx2md FILE OUT/out.md"),
    ("docx2everything", "docx", "md", "main", "import docx2everything as d; out = d.process_to_markdown(FILE)"),
    ("python-docx", "docx", "txt", "main", "import docx; out = '\\n\\n'.join(p.text for p in docx.Document(FILE).paragraphs)"),
    ("kreuzberg", "docx pdf", "md", "main", "from kreuzberg import extract_file_sync, ExtractionConfig; out = extract_file_sync(FILE, config=ExtractionConfig(output_format='markdown')).content"),
    ("kreuzberg-plain", "docx pdf", "txt", "main", "from kreuzberg import extract_file_sync; out = extract_file_sync(FILE).content"),
    ("undoc", "docx", "md", "main", "import undoc; out = undoc.parse_file(FILE).to_markdown()"),
    ("extractous", "pdf", "txt", "main", "from extractous import Extractor; out = Extractor().extract_file_to_string(FILE)[0]"),
    ("aspose-words-foss", "docx", "md", "main", "import aspose.words_foss as aw; aw.Document(FILE).save(OUT + '/out.md')"),
    ("any2md", "docx pdf html", "md", "run", "PYBIN/any2md -o OUT FILE"),
    ("officeparser", "docx pdf", "txt", "node", "const a = await require('officeparser').parseOffice(FILE); out = a.toText ? a.toText() : String(a)"),
    ("officeparser-markdown", "docx pdf", "md", "node", "const a = await require('officeparser').parseOffice(FILE); const m = await a.to('md'); out = typeof m === 'string' ? m : m.value"),
    ("word-extractor", "docx", "txt", "node", "const d = await new (require('word-extractor'))().extract(FILE); out = d.getBody() + '\\n' + d.getFootnotes() + '\\n' + d.getEndnotes()"),
    ("libreoffice-txt", "docx", "txt", "run", "soffice --headless --convert-to txt:Text --outdir OUT FILE"),
    ("libreoffice-html", "docx", "html", "run", "soffice --headless --convert-to html --outdir OUT FILE"),
    ("calibre-markdown", "docx pdf", "md", "run", "ebook-convert FILE OUT/out.txt --txt-output-formatting=markdown"),
    ("calibre-text", "docx pdf", "txt", "run", "ebook-convert FILE OUT/out.txt"),
    ("pdftotext", "pdf", "txt", "run", "pdftotext FILE -"),
    ("pdftotext-layout", "pdf", "txt", "run", "pdftotext -layout FILE -"),
    ("pdftotext-raw", "pdf", "txt", "run", "pdftotext -raw FILE -"),
    ("pdftohtml", "pdf", "html", "run", "pdftohtml -s -i -noframes -stdout FILE"),
    ("pymupdf4llm", "pdf", "md", "layout", "import pymupdf4llm; out = pymupdf4llm.to_markdown(FILE)"),
    ("pymupdf4llm-classic", "pdf", "md", "classic", "import pymupdf4llm; out = pymupdf4llm.to_markdown(FILE)"),
    ("pymupdf", "pdf", "txt", "classic", "import pymupdf; out = '\\f'.join(p.get_text() for p in pymupdf.open(FILE))"),
    ("pdfminer", "pdf", "txt", "main", "from pdfminer.high_level import extract_text; out = extract_text(FILE)"),
    ("pypdf", "pdf", "txt", "main", "import pypdf; out = '\\n'.join(p.extract_text() for p in pypdf.PdfReader(FILE).pages)"),
    ("pypdf-layout", "pdf", "txt", "main", "import pypdf; out = '\\n'.join(p.extract_text(extraction_mode='layout') for p in pypdf.PdfReader(FILE).pages)"),
    ("pypdfium2", "pdf", "txt", "main", "import pypdfium2; out = '\\n'.join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(FILE))"),
    ("pdfplumber", "pdf", "txt", "main", "import pdfplumber; out = '\\n'.join(p.extract_text() for p in pdfplumber.open(FILE).pages)"),
    ("pdf-oxide", "pdf", "md", "main", "import pdf_oxide; d = pdf_oxide.PdfDocument(FILE); out = '\\n'.join(d.to_markdown(i) for i in range(d.page_count()))"),
    ("pdf-oxide-text", "pdf", "txt", "main", "import pdf_oxide; d = pdf_oxide.PdfDocument(FILE); out = '\\n'.join(d.extract_text(i) for i in range(d.page_count()))"),
    ("pdf-inspector", "pdf", "md", "main", "import pdf_inspector; out = pdf_inspector.process_pdf(FILE).markdown"),
    ("opendataloader", "pdf", "md", "main", "import opendataloader_pdf as o; o.convert(FILE, output_dir=OUT, format='markdown')"),
    ("opendataloader-text", "pdf", "txt", "main", "import opendataloader_pdf as o; o.convert(FILE, output_dir=OUT, format='text')"),
    ("liteparse", "pdf", "txt", "main", "from liteparse import LiteParse; out = LiteParse(ocr_enabled=False).parse(FILE).text"),
    ("unpdf-markdown", "pdf", "md", "main", "import unpdf; out = unpdf.to_markdown(FILE)"),
    ("pdf-parse", "pdf", "txt", "node", "const {PDFParse} = require('pdf-parse'); out = (await new PDFParse({data: require('fs').readFileSync(FILE)}).getText()).text"),
    ("unpdf", "pdf", "txt", "node", "const u = await import('unpdf'); out = (await u.extractText(new Uint8Array(require('fs').readFileSync(FILE)), {mergePages: true})).text"),
]


def run(*args, **more):
    return subprocess.run([str(a) for a in ("nice", *args)], check=True, capture_output=True, text=True, timeout=300, **more)


def install(packages):
    """Makes the environments that are not there yet."""
    for name, wanted in PYTHON.items():
        folder = packages / name
        if not folder.exists():
            run(sys.executable, "-m", "venv", folder)
            for package in wanted.split():
                try:
                    subprocess.run(["nice", folder / "bin/pip", "install", "-q", package], check=True)
                except subprocess.CalledProcessError:
                    print(f"{package} cannot be installed", file=sys.stderr)
    folder = packages / "npm"
    if not folder.exists():
        folder.mkdir(parents=True)
        (folder / "package.json").write_text("{}")
        subprocess.run(["nice", "npm", "install", "--silent", "--no-audit", "--no-fund", *NODE.split()], cwd=folder, check=True)


SHEET = """
import docx, sys
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
letter = docx.Document(sys.argv[1])
def page(paragraph, field):
    run = paragraph.add_run()._r
    for kind, text in (("begin", None), (None, field), ("separate", None), (None, None), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText" if text else "w:t")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text or "1"
        run.append(part)
section = letter.sections[0]
section.different_first_page_header_footer = True
foot = section.first_page_footer.paragraphs[0]
for foot in (foot, section.footer.paragraphs[0]):
    foot.add_run("Pagina ")
    page(foot, "PAGE")
    foot.add_run(" van ")
    page(foot, "NUMPAGES")
section.header.paragraphs[0].text = sys.argv[2]
letter.save(sys.argv[1])
"""


def letters(packages, to):
    """Word files and PDFs of our own letters."""
    heads = {"brief": "Ons kenmerk\nIENW/BSK-2025/104417"}
    for source in sorted(HERE.glob("*.md")):
        word = to / f"{source.stem}.docx"
        run("pandoc", "-f", "markdown", "-o", word, source)
        run(packages / "main/bin/python", "-c", SHEET, word, heads.get(source.stem, ""))
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", to, word, env=with_soffice())
        page = to / f"{source.stem}.html"
        text = run("pandoc", "-t", "html", word).stdout
        page.write_text(f"<!DOCTYPE html>\n<html><head><title></title></head><body>\n{text}</body></html>\n")
        yield from (word, word.with_suffix(".pdf"), page)


def with_soffice():
    return {**os.environ, "PATH": os.environ["PATH"] + ":/usr/lib/libreoffice/program"}


def convert(packages, how, code, file):
    """What a converter makes of a file."""
    file = file.resolve()
    with tempfile.TemporaryDirectory() as out:
        if how == "run":
            named = {"FILE": str(file), "OUT": out, "PYBIN": str(packages / "main/bin")}
            words = code.split()
            for name, value in named.items():
                words = [word.replace(name, value) for word in words]
            printed = run(*words, env=with_soffice()).stdout
        elif how == "node":
            script = f"let out = ''; const FILE = {str(file)!r}; (async () => {{ {code}; process.stdout.write(out) }})()"
            printed = run("node", "-e", script, cwd=packages / "npm").stdout
        else:
            # Some print what they do: the text goes to a file.
            keep = "if out is not None: open(OUT + '/printed', 'w').write(out)"
            script = f"FILE, OUT, out = {str(file)!r}, {out!r}, None\n{code}\n{keep}"
            run(packages / how / "bin/python", "-c", script, cwd=out)
            printed = ""
        written = [p for p in pathlib.Path(out).rglob("*") if p.is_file() and p.suffix in ("", ".md", ".txt", ".html")]
        return max((p.read_text(errors="replace") for p in written), key=len, default="") or printed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("-o", "--out", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--packages", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "voetnoot-converters")
    args = parser.parse_args()
    if args.files and not args.out:
        parser.error("say with -o where the outputs go")
    packages, out = args.packages.resolve(), args.out or FIXTURES
    out.mkdir(parents=True, exist_ok=True)
    install(packages)
    with tempfile.TemporaryDirectory() as own:
        for file in args.files or letters(packages, pathlib.Path(own)):
            kind = file.suffix.lstrip(".").lower()
            for name, kinds, written, how, code in CONVERTERS:
                if kind not in kinds.split() or args.only not in name:
                    continue
                to = out / f"{file.stem}.{kind}.{name}.{written}"
                try:
                    # Some write where the file was.
                    text = convert(packages, how, code, file).replace(str(file.parent.resolve()) + "/", "")
                    if not text.strip():
                        raise ValueError("it wrote nothing")
                    to.write_text(text)
                except (subprocess.SubprocessError, OSError, ValueError) as fault:
                    why = (getattr(fault, "stderr", "") or str(fault)).strip().splitlines()
                    print(f"{file.name}: {name} failed: {why[-1] if why else fault}", file=sys.stderr)


if __name__ == "__main__":
    main()
