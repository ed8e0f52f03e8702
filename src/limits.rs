//! Every cap on what Voetnoot reads or makes, with its reason. Letters are untrusted input: a limit that is
//! reached is a located finding, never a crash, a hang or a silent cut.

/// A letter. The longest real one in ten years of Kamerstukken is well below 2 MB of text.
pub const LETTER_BYTES: u64 = 8 << 20;

/// Front matter of one file, and one entry of the register. YAML with aliases can grow without bound from a
/// large scalar; below this size it cannot grow beyond what any machine holds.
pub const YAML_BYTES: usize = 16 << 10;

/// `register.yaml`, which is read entry by entry.
pub const REGISTER_BYTES: u64 = 64 << 20;

/// `site.yaml`.
pub const SITE_BYTES: u64 = 64 << 10;

/// The list of published ids as it lies on the disk, and what may come out of it: all official publications of
/// the Netherlands, some six million, take about 100 MB.
pub const PUBLISHED_BYTES: u64 = 64 << 20;

/// The same, when it is no longer compressed: a small file can hold far more than a machine does.
pub const PUBLISHED_TEXT_BYTES: u64 = 256 << 20;

/// What a compressed list may ask for as working memory: as much as `xz -9` does.
pub const PUBLISHED_DICTIONARY: u64 = 66 << 20;

/// A line of that list; ids are shorter than 40.
pub const PUBLISHED_LINE_BYTES: usize = 1 << 10;

/// The annotations of one letter, which are read one by one.
pub const ANNOTATIONS_BYTES: u64 = 512 << 10;

/// Annotations of one letter: beyond it the letter would be lost in remarks.
pub const ANNOTATIONS_PER_LETTER: usize = 1_000;

/// A template.
pub const TEMPLATE_BYTES: u64 = 1 << 20;

/// A file of `static/`: larger ones belong on another server.
pub const STATIC_BYTES: u64 = 64 << 20;

/// Findings printed for one file; the rest is a count.
pub const FINDINGS_PER_FILE: usize = 20;

/// Remarks of one severity that GitHub shows for a step of a workflow.
pub const GITHUB_REMARKS: usize = 10;

/// Results of a run that code scanning keeps of a SARIF file.
pub const SARIF_RESULTS: usize = 5_000;

/// Findings kept for one letter; beyond it more of the same tells nothing.
pub const FINDINGS_PER_LETTER: usize = 1_000;

/// Nesting of Markdown blocks, and of emphasis, that is rendered as such; deeper content is kept, without further
/// wrapping.
pub const MARKDOWN_DEPTH: usize = 64;

/// Characters of a sentence quoted in a list of citations; a longer one is cut around the citation.
pub const SENTENCE_CHARS: usize = 600;

/// Bytes of one segment of an address; file systems allow 255.
pub const SEGMENT_BYTES: usize = 120;

/// Works that a letter is shown to cite through *zie noot 3*; a note of more is only linked. Without a cap, every
/// *zie noot 3* of a hostile letter would repeat a note of a hundred thousand works.
pub const WORKS_THROUGH_NOTE: usize = 60;

/// Marks of one note whose sentences are shown to cite what it cites. A note of a hundred thousand works with as many
/// marks would make ten thousand million places.
pub const MARKS_THAT_CITE: usize = 50;

/// Characters of a source line shown in a message.
pub const EXCERPT_CHARS: usize = 110;

/// Works, or entries of an index, on one page of a list; a longer list continues on further pages. A hundred works
/// with what is told of them are some 60 KB of HTML and a thousand elements: a page that a telephone shows at once.
pub const LIST_PAGE: usize = 100;

/// Citing letters that the page of a document lists; more have pages of their own, and it shows the newest.
pub const CITED_BY: usize = 40;

/// How many of those it then shows.
pub const CITED_BY_NEWEST: usize = 10;

/// Citing letters of one dossier that get a page of their own beside the page with all.
pub const CITED_BY_PART: usize = 5;

/// Citing letters that are read at a glance; of more, all dossiers but the first are folded.
pub const CITED_BY_OPEN: usize = 8;

/// Works in a short list of the home page.
pub const HOME_LIST: usize = 10;

/// A file of Web Annotations that is imported.
pub const JSONLD_BYTES: u64 = 16 << 20;

/// Annotations in such a file.
pub const IMPORTED_ANNOTATIONS: usize = 20_000;

/// Annotations that stand in the margin; a letter with more has them at its end. Each costs a rule of
/// `annotaties.css`.
pub const MARGIN_ANNOTATIONS: usize = 100;

/// Entries of a feed: readers fetch it often and keep what they have seen.
pub const FEED_ENTRIES: usize = 50;

/// Characters of the annotated words that are repeated at an annotation.
pub const ANNOTATED_CHARS: usize = 140;

/// Notes that stand beside the text; a letter with more has them at its end. Each costs a rule of `zijnoten.css`.
pub const SIDENOTES: usize = 200;

/// Characters of a note that stand beside the text, some twelve lines; of a longer one the rest is shown when it is
/// pointed at or led to.
pub const SIDENOTE_CHARS: usize = 480;

/// Columns of a table, of amounts for the most part, for which a sheet of paper is wide enough.
pub const UPRIGHT_COLUMNS: usize = 6;

/// Elements of a page that may be open at once; browsers stop at about as many.
pub const HTML_DEPTH: usize = 512;

/// One part of a Word file, unpacked: a few kilobytes of ZIP can hold gigabytes of the same letter.
pub const DOCX_PART_BYTES: u64 = 32 << 20;

/// All parts of a Word file that hold text. The longest real letters are below 2 MB of text, ten times that of XML.
pub const DOCX_TEXT_BYTES: usize = 64 << 20;

/// Works drawn in a citation graph besides a letter itself; more cannot be told apart. The rest is a number.
pub const GRAPH_WORKS: usize = 24;

/// Height of a citation graph, in pixels of its width of 560: what is higher is no longer seen at a glance. Works that
/// would make it higher join the number of those that are not drawn.
pub const GRAPH_HEIGHT: i32 = 400;

/// Works that a letter must be connected with to have a drawing: fewer are told by the lists.
pub const GRAPH_FROM: usize = 3;

/// Senders and topics named at the head of a dossier, the most frequent ones.
pub const FREQUENT: usize = 5;

/// Entries of an index that needs no headings: they are seen at a glance.
pub const SHORT_INDEX: usize = 30;

/// Dossiers on the home page: those with most letters. All of them have a list of their own.
pub const HOME_DOSSIERS: usize = 25;

/// Elements of official XML that may be open at once; real publications have about twenty.
pub const XML_DEPTH: usize = 256;

/// Columns of a table of official XML; what lies beyond joins the last.
pub const TABLE_COLUMNS: usize = 100;

/// Seconds that the conversion of one PDF may take; that of a letter takes a fraction of one.
pub const PDF_SECONDS: u64 = 60;

/// A file to import. A year of Handelingen is smaller.
pub const IMPORT_BYTES: u64 = 64 << 20;

/// All files of a ZIP archive of publications, unpacked: they are held in memory.
pub const ARCHIVE_BYTES: u64 = 512 << 20;
