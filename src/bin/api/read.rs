//! Objects that callers hand over, member by member.

use crate::fault::option;
use js_sys::Reflect;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    // A proxy that was revoked throws even here.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// Longest text that is judged, in bytes; see `js/given.js`.
const LONGEST: usize = 4 << 20;

/// An object of the caller's.
pub struct Members<'a>(pub &'a JsValue);

impl Members<'_> {
    /// A member; `undefined` where there is none.
    ///
    /// # Errors
    /// It can't be read: its getter throws, or this is no object.
    pub fn get(&self, name: &str) -> Result<JsValue, JsValue> {
        if self.0.is_null() || self.0.is_undefined() {
            return Ok(JsValue::UNDEFINED);
        }
        Reflect::get(self.0, &JsValue::from_str(name)).map_err(|_| option(&format!("`{name}` can’t be read.")))
    }

    /// A text.
    ///
    /// # Errors
    /// The member is something else.
    #[allow(dead_code, reason = "not every program is given texts")]
    pub fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        let value = self.get(name)?;
        if value.is_null() || value.is_undefined() {
            return Ok(None);
        }
        let Some(text) = value.as_string() else {
            return Err(option(&format!("`{name}` is no text.")));
        };
        if text.len() > LONGEST {
            return Err(option(&format!(
                "`{name}` is longer than {} MiB, which is the most that is judged.",
                LONGEST >> 20
            )));
        }
        Ok(Some(text))
    }

    /// A list of texts.
    ///
    /// # Errors
    /// The member is something else.
    #[allow(dead_code, reason = "not every program is given texts")]
    pub fn texts(&self, name: &str) -> Result<Option<Vec<String>>, JsValue> {
        let value = self.get(name)?;
        if value.is_null() || value.is_undefined() {
            return Ok(None);
        }
        let wrong = || option(&format!("`{name}` is no list of texts."));
        if !is_array(&value).unwrap_or(false) {
            return Err(wrong());
        }
        // One by one: what else reads a list breaks through the program where a getter of the caller's throws.
        let list = Members(&value);
        let text = |at: u32| list.text(&at.to_string()).ok().flatten();
        let texts: Option<Vec<String>> = (0..list.small("length")?.unwrap_or(0)).map(text).collect();
        texts.map(Some).ok_or_else(wrong)
    }

    /// Yes or no.
    ///
    /// # Errors
    /// The member is something else.
    #[allow(dead_code, reason = "not every program is asked that")]
    pub fn truth(&self, name: &str) -> Result<Option<bool>, JsValue> {
        let value = self.get(name)?;
        if value.is_null() || value.is_undefined() {
            return Ok(None);
        }
        let wrong = || option(&format!("`{name}` is neither `true` nor `false`."));
        value.as_bool().map(Some).ok_or_else(wrong)
    }

    /// A whole number that isn't negative.
    ///
    /// # Errors
    /// The member is something else.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is out of range was refused"
    )]
    pub fn number(&self, name: &str) -> Result<Option<u64>, JsValue> {
        /// The largest number up to which JavaScript counts without gaps.
        const MOST: f64 = 9_007_199_254_740_991.0;
        let value = self.get(name)?;
        if value.is_null() || value.is_undefined() {
            return Ok(None);
        }
        let number = value
            .as_f64()
            .filter(|number| (0.0..=MOST).contains(number) && number.fract() == 0.0);
        let wrong = || option(&format!("`{name}` is no whole number from 0."));
        number.map(|number| Some(number as u64)).ok_or_else(wrong)
    }

    /// The same, for what counts in 32 bits.
    ///
    /// # Errors
    /// The member is something else, or larger.
    pub fn small(&self, name: &str) -> Result<Option<u32>, JsValue> {
        let number = self.number(name)?.map(u32::try_from).transpose();
        number.map_err(|_| option(&format!("`{name}` is too large.")))
    }
}

/// A time that the caller names, in seconds since 1970, held to the years 1970 to 9999.
#[allow(dead_code, reason = "not every program is told a time")]
#[expect(
    clippy::cast_possible_truncation,
    reason = "it is held to what fits; what is no number becomes 0"
)]
pub fn seconds(now: f64) -> i64 {
    now.clamp(0.0, 253_402_300_799.0) as i64
}
