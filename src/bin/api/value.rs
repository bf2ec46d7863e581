//! Values for JavaScript, made by `serde_wasm_bindgen`.
//!
//! Its serializer is not handed whole values: it would be there once for each type of a member, keep a table of the names of
//! members, and say in words what can't be told: 2 KB of the smallest program. It is given one thing at a time, whose
//! parts are made already.

use serde::ser::{Error, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};
use serde::{Serialize, de::StdError};
use serde_wasm_bindgen::preserve;
use std::fmt;
use wasm_bindgen::{JsValue, throw_str};

static PLATFORM: serde_wasm_bindgen::Serializer = serde_wasm_bindgen::Serializer::json_compatible();
type Platform = &'static serde_wasm_bindgen::Serializer;

/// The value in the shape of its JSON.
pub fn value(value: &(impl Serialize + ?Sized)) -> JsValue {
    let Ok(made) = value.serialize(Maker);
    made
}

/// Makes one value.
struct Maker;

/// A list on its way.
struct List(<Platform as Serializer>::SerializeSeq);

/// An object on its way.
struct Members(<Platform as Serializer>::SerializeMap);

/// What is made already.
struct Made(JsValue);

impl Serialize for Made {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(&self.0, serializer)
    }
}

/// What is made here can always be made: names are texts, and no variant holds anything beside its tag.
#[derive(Debug)]
enum Never {}

impl Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        none()
    }
}

impl StdError for Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        match *self {}
    }
}

/// There is no such value: tells so as a panic does, for the sake of serde's types.
fn none() -> ! {
    throw_str("no value of JavaScript")
}

/// What the platform made.
fn made<T>(made: Result<T, serde_wasm_bindgen::Error>) -> Result<T, Never> {
    made.map_err(|_| none())
}

impl List {
    fn new() -> Result<Self, Never> {
        made(PLATFORM.serialize_seq(None)).map(Self)
    }

    /// Apart, so that it is there once for all types.
    #[inline(never)]
    fn add(&mut self, value: JsValue) -> Result<(), Never> {
        made(SerializeSeq::serialize_element(&mut self.0, &Made(value)))
    }
}

impl SerializeSeq for List {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Never> {
        self.add(value(element))
    }

    fn end(self) -> Result<JsValue, Never> {
        made(SerializeSeq::end(self.0))
    }
}

impl SerializeTuple for List {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Never> {
        self.add(value(element))
    }

    fn end(self) -> Result<JsValue, Never> {
        made(SerializeSeq::end(self.0))
    }
}

impl Members {
    fn new() -> Result<Self, Never> {
        made(PLATFORM.serialize_map(None)).map(Self)
    }

    /// As [`List::add`].
    #[inline(never)]
    fn add(&mut self, name: &str, value: JsValue) -> Result<(), Never> {
        made(self.0.serialize_entry(name, &Made(value)))
    }
}

impl SerializeStruct for Members {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, member: &T) -> Result<(), Never> {
        self.add(name, value(member))
    }

    fn end(self) -> Result<JsValue, Never> {
        made(self.0.end())
    }
}

impl SerializeMap for Members {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Never> {
        made(self.0.serialize_key(&Made(value(name))))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, member: &T) -> Result<(), Never> {
        made(self.0.serialize_value(&Made(value(member))))
    }

    fn end(self) -> Result<JsValue, Never> {
        made(self.0.end())
    }
}

/// Methods that hand on what they are given.
macro_rules! handed_on {
    ($($method:ident: $given:ty,)*) => {
        $(fn $method(self, given: $given) -> Result<JsValue, Never> {
            made(PLATFORM.$method(given))
        })*
    };
}

impl Serializer for Maker {
    type Ok = JsValue;
    type Error = Never;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = Impossible<JsValue, Never>;
    type SerializeTupleVariant = Impossible<JsValue, Never>;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Impossible<JsValue, Never>;

    handed_on! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_str: &str,
        serialize_bytes: &[u8],
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "times are held to what a number tells exactly"
    )]
    fn serialize_i64(self, number: i64) -> Result<JsValue, Never> {
        self.serialize_f64(number as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "as above; counts are smaller")]
    fn serialize_u64(self, number: u64) -> Result<JsValue, Never> {
        self.serialize_f64(number as f64)
    }

    fn serialize_none(self) -> Result<JsValue, Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, it: &T) -> Result<JsValue, Never> {
        it.serialize(self)
    }

    fn serialize_unit(self) -> Result<JsValue, Never> {
        made(PLATFORM.serialize_unit())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<JsValue, Never> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<JsValue, Never> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, it: &T) -> Result<JsValue, Never> {
        it.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        it: &T,
    ) -> Result<JsValue, Never> {
        let mut members = Members::new()?;
        members.add(variant, value(it))?;
        SerializeMap::end(members)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Never> {
        List::new()
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Never> {
        List::new()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Never> {
        none()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        none()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, Never> {
        Members::new()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members, Never> {
        Members::new()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Never> {
        none()
    }
}
