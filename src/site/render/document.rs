//! What templates see, as plain data: every text of a page in one string, every list and record in one row each.
//!
//! A page has hundreds of values, most of which are looked at once. A map and a string for each would cost more than the
//! page, so they are put behind each other.

use serde::ser::{self, Serialize, Serializer};
use std::cell::RefCell;
use std::fmt;
use std::mem;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

/// Values of a page, or one that many pages show.
#[derive(Debug, Default)]
pub(super) struct Document {
    text: String,
    items: Vec<Node>,
    fields: Vec<(Key, Node)>,
    /// What belongs to lists and records that are not complete yet.
    open_items: Vec<Node>,
    open_fields: Vec<(Key, Node)>,
}

/// A value of a document.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// Nothing.
    None,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A fraction.
    Float(f64),
    /// Bytes of the text.
    Text(Stretch),
    /// A stretch of the items.
    List(Stretch),
    /// A stretch of the fields.
    Record(Stretch),
    /// The same, in the order of its keys.
    Sorted(Stretch),
    /// The value of another document.
    Shared(Arc<Shared>),
}

/// Where something begins, and how long it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch(usize, usize);

/// The name of a field.
#[derive(Debug, Clone)]
pub(super) enum Key {
    Name(&'static str),
    Text(Stretch),
}

/// A document of one value.
#[derive(Debug)]
pub(super) struct Shared {
    document: Document,
    root: Node,
}

/// A value where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen<'d> {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(&'d str),
    List(&'d Document, &'d [Node]),
    Record(Record<'d>),
}

/// A record where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'d> {
    document: &'d Document,
    fields: &'d [(Key, Node)],
    sorted: bool,
}

/// A name by which fields are asked for, and where the last one asked of had its field. Most records of a place in a
/// template have one shape.
#[derive(Debug, Default)]
pub(super) struct Asked {
    name: String,
    at: AtomicUsize,
    /// Where the name of that field stands in memory.
    key: AtomicUsize,
}

impl Asked {
    pub(super) fn new(name: String) -> Self {
        Self { name, ..Self::default() }
    }
}

/// From how many fields on the order of the keys is worth knowing.
const MANY: usize = 16;

impl Document {
    /// Takes a value.
    pub(super) fn take(&mut self, value: &impl Serialize) -> Result<Node, Failed> {
        value.serialize(Writer(self))
    }

    pub(super) fn see<'d>(&'d self, node: &'d Node) -> Seen<'d> {
        match node {
            Node::None => Seen::None,
            Node::Bool(value) => Seen::Bool(*value),
            Node::Int(value) => Seen::Int(*value),
            Node::Float(value) => Seen::Float(*value),
            Node::Text(at) => Seen::Text(self.text_at(*at)),
            Node::List(Stretch(from, length)) => {
                Seen::List(self, self.items.get(*from..from + length).unwrap_or_default())
            }
            Node::Record(at) => Seen::Record(self.record(*at, false)),
            Node::Sorted(at) => Seen::Record(self.record(*at, true)),
            Node::Shared(shared) => shared.document.see(&shared.root),
        }
    }

    fn record(&self, Stretch(from, length): Stretch, sorted: bool) -> Record<'_> {
        let fields = self.fields.get(from..from + length).unwrap_or_default();
        Record { document: self, fields, sorted }
    }

    fn text_at(&self, Stretch(from, length): Stretch) -> &str {
        self.text.get(from..from + length).unwrap_or_default()
    }

    fn key<'d>(&'d self, key: &'d Key) -> &'d str {
        match key {
            Key::Name(name) => name,
            Key::Text(at) => self.text_at(*at),
        }
    }

    fn push(&mut self, text: &str) -> Stretch {
        let from = self.text.len();
        self.text.push_str(text);
        Stretch(from, text.len())
    }

    fn close_list(&mut self, from: usize) -> Node {
        let at = Stretch(self.items.len(), self.open_items.len() - from);
        self.items.extend(self.open_items.drain(from..));
        Node::List(at)
    }

    fn close_record(&mut self, from: usize) -> Stretch {
        let at = Stretch(self.fields.len(), self.open_fields.len() - from);
        self.fields.extend(self.open_fields.drain(from..));
        at
    }
}

impl Shared {
    pub(super) fn of(value: &impl Serialize) -> Result<Self, Failed> {
        let mut document = Document::default();
        let root = document.take(value)?;
        document.text.shrink_to_fit();
        document.items.shrink_to_fit();
        document.fields.shrink_to_fit();
        (document.open_items, document.open_fields) = Default::default();
        Ok(Self { document, root })
    }

    pub(super) fn see(&self) -> Seen<'_> {
        self.document.see(&self.root)
    }
}

impl<'d> Record<'d> {
    /// The field of this name.
    pub(super) fn ask(&self, asked: &Asked) -> Option<Seen<'d>> {
        let at = asked.at.load(Relaxed);
        if let Some((key, node)) = self.fields.get(at) {
            let is_it = match key {
                Key::Name(key) => {
                    key.as_ptr().addr() == asked.key.load(Relaxed) && key.len() == asked.name.len()
                }
                Key::Text(key) => self.document.text_at(*key) == asked.name,
            };
            if is_it {
                return Some(self.document.see(node));
            }
        }
        let is_it = |(key, _): &(Key, Node)| self.document.key(key) == asked.name;
        if let Some(at) = self.fields.iter().rposition(is_it).filter(|_| !self.sorted)
            && let Some((key, node)) = self.fields.get(at)
        {
            // Two threads may leave one half of each: then the next asks again.
            asked.at.store(at, Relaxed);
            asked.key.store(if let Key::Name(name) = key { name.as_ptr().addr() } else { 0 }, Relaxed);
            return Some(self.document.see(node));
        }
        self.get(&asked.name)
    }

    pub(super) fn get(&self, name: &str) -> Option<Seen<'d>> {
        let key = |(key, _): &(Key, Node)| self.document.key(key) == name;
        let found = if self.sorted {
            let at = self.fields.binary_search_by(|(key, _)| self.document.key(key).cmp(name));
            at.ok().and_then(|at| self.fields.get(at))
        } else {
            self.fields.iter().rev().find(|field| key(field))
        };
        found.map(|(_, node)| self.document.see(node))
    }

    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }
}

/// For Tera, which has a value type of its own.
impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Seen::None => serializer.serialize_none(),
            Seen::Bool(value) => serializer.serialize_bool(*value),
            Seen::Int(value) => serializer.serialize_i64(*value),
            Seen::Float(value) => serializer.serialize_f64(*value),
            Seen::Text(text) => serializer.serialize_str(text),
            Seen::List(document, items) => {
                serializer.collect_seq(items.iter().map(|item| document.see(item)))
            }
            Seen::Record(record) => {
                let document = record.document;
                let fields = record.fields.iter();
                serializer.collect_map(fields.map(|(key, node)| (document.key(key), document.see(node))))
            }
        }
    }
}

/// What marks a value that is shared, and the way on which it goes past the serializer.
const SHARED: &str = "\u{0}shared";

thread_local! {
    static PASSING: RefCell<Option<Arc<Shared>>> = const { RefCell::new(None) };
}

/// Gives a shared value to a document; another serializer gets the value itself.
pub(super) fn pass<S: Serializer>(shared: &Arc<Shared>, serializer: S) -> Result<S::Ok, S::Error> {
    PASSING.set(Some(Arc::clone(shared)));
    let passed = serializer.serialize_newtype_struct(SHARED, &shared.see());
    PASSING.take();
    passed
}

/// A value that has a shape no template can see.
#[derive(Debug)]
pub(super) struct Failed(String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

fn no(shape: &str) -> Failed {
    Failed(format!("{shape} cannot be shown to templates"))
}

struct Writer<'d>(&'d mut Document);

impl<'d> Serializer for Writer<'d> {
    type Ok = Node;
    type Error = Failed;
    type SerializeSeq = Items<'d>;
    type SerializeTuple = Items<'d>;
    type SerializeTupleStruct = Items<'d>;
    type SerializeTupleVariant = ser::Impossible<Node, Failed>;
    type SerializeMap = Fields<'d>;
    type SerializeStruct = Fields<'d>;
    type SerializeStructVariant = ser::Impossible<Node, Failed>;

    fn serialize_bool(self, value: bool) -> Result<Node, Failed> {
        Ok(Node::Bool(value))
    }

    fn serialize_i8(self, value: i8) -> Result<Node, Failed> {
        Ok(Node::Int(value.into()))
    }

    fn serialize_i16(self, value: i16) -> Result<Node, Failed> {
        Ok(Node::Int(value.into()))
    }

    fn serialize_i32(self, value: i32) -> Result<Node, Failed> {
        Ok(Node::Int(value.into()))
    }

    fn serialize_i64(self, value: i64) -> Result<Node, Failed> {
        Ok(Node::Int(value))
    }

    fn serialize_u8(self, value: u8) -> Result<Node, Failed> {
        Ok(Node::Int(value.into()))
    }

    fn serialize_u16(self, value: u16) -> Result<Node, Failed> {
        Ok(Node::Int(value.into()))
    }

    fn serialize_u32(self, value: u32) -> Result<Node, Failed> {
        Ok(Node::Int(value.into()))
    }

    fn serialize_u64(self, value: u64) -> Result<Node, Failed> {
        i64::try_from(value).map(Node::Int).map_err(|_| no("a number without end"))
    }

    fn serialize_f32(self, value: f32) -> Result<Node, Failed> {
        Ok(Node::Float(value.into()))
    }

    fn serialize_f64(self, value: f64) -> Result<Node, Failed> {
        Ok(Node::Float(value))
    }

    fn serialize_char(self, value: char) -> Result<Node, Failed> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<Node, Failed> {
        Ok(Node::Text(self.0.push(value)))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Node, Failed> {
        Err(no("bytes"))
    }

    fn serialize_none(self) -> Result<Node, Failed> {
        Ok(Node::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Node, Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Node, Failed> {
        Ok(Node::None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Node, Failed> {
        Ok(Node::None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Node, Failed> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Node, Failed> {
        match PASSING.take().filter(|_| name == SHARED) {
            Some(shared) => Ok(Node::Shared(shared)),
            None => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Node, Failed> {
        let node = value.serialize(Writer(&mut *self.0))?;
        let from = self.0.open_fields.len();
        self.0.open_fields.push((Key::Name(variant), node));
        Ok(Node::Record(self.0.close_record(from)))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'d>, Failed> {
        Ok(Items { from: self.0.open_items.len(), document: self.0 })
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'d>, Failed> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items<'d>, Failed> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(no("a variant with several values"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'d>, Failed> {
        Ok(Fields { from: self.0.open_fields.len(), document: self.0, key: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'d>, Failed> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(no("a variant with fields"))
    }
}

/// A list that is being written.
struct Items<'d> {
    document: &'d mut Document,
    from: usize,
}

impl Items<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let node = value.serialize(Writer(&mut *self.document))?;
        self.document.open_items.push(node);
        Ok(())
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = Node;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.item(value)
    }

    fn end(self) -> Result<Node, Failed> {
        Ok(self.document.close_list(self.from))
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = Node;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.item(value)
    }

    fn end(self) -> Result<Node, Failed> {
        Ok(self.document.close_list(self.from))
    }
}

impl ser::SerializeTupleStruct for Items<'_> {
    type Ok = Node;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.item(value)
    }

    fn end(self) -> Result<Node, Failed> {
        Ok(self.document.close_list(self.from))
    }
}

/// A record that is being written.
struct Fields<'d> {
    document: &'d mut Document,
    from: usize,
    key: Option<Key>,
}

impl ser::SerializeMap for Fields<'_> {
    type Ok = Node;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        match key.serialize(Writer(&mut *self.document))? {
            Node::Text(at) => self.key = Some(Key::Text(at)),
            _ => return Err(no("a key that is no text")),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let node = value.serialize(Writer(&mut *self.document))?;
        let key = mem::take(&mut self.key).ok_or_else(|| no("a value without a key"))?;
        self.document.open_fields.push((key, node));
        Ok(())
    }

    fn end(self) -> Result<Node, Failed> {
        let at = self.document.close_record(self.from);
        let record = self.document.record(at, false);
        let keys = || record.fields.iter().map(|(key, _)| self.document.key(key));
        let sorted = record.len() > MANY && keys().is_sorted_by(|a, b| a < b);
        Ok(if sorted { Node::Sorted(at) } else { Node::Record(at) })
    }
}

impl ser::SerializeStruct for Fields<'_> {
    type Ok = Node;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Failed> {
        let node = value.serialize(Writer(&mut *self.document))?;
        self.document.open_fields.push((Key::Name(key), node));
        Ok(())
    }

    fn end(self) -> Result<Node, Failed> {
        Ok(Node::Record(self.document.close_record(self.from)))
    }
}
