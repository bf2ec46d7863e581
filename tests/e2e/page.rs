//! A page in a browser: what a user can do, and what can be seen.

use crate::Outcome;
use crate::driver::{Browser, Driver};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use url::Url;

/// A browser's window.
pub struct Page {
    /// Which browser.
    pub browser: Browser,
    client: Client,
}

/// How long something that must come is awaited.
const PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(15);

impl Page {
    /// Opens a browser of its own.
    pub async fn open(driver: &Driver) -> Outcome<Self> {
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(driver.capabilities().await?)
            .connect(&driver.url)
            .await?;
        Ok(Self {
            browser: driver.browser,
            client,
        })
    }

    /// Closes the browser.
    pub async fn close(self) -> Outcome<()> {
        Ok(self.client.close().await?)
    }

    /// Goes to an address.
    pub async fn goto(&self, url: &str) -> Outcome<()> {
        Ok(self.client.goto(url).await?)
    }

    /// The page anew.
    pub async fn reload(&self) -> Outcome<()> {
        Ok(self.client.refresh().await?)
    }

    /// What a function body returns that runs in the page; its arguments are `arguments`.
    pub async fn eval(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// What the promise comes to that an expression gives, at most half a minute later.
    pub async fn promise(&self, expression: &str, arguments: Vec<Value>) -> Outcome<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve(({expression})).then(done, error => done({{ error: String(error) }}));"
        );
        Ok(self.client.execute_async(&script, arguments).await?)
    }

    /// Waits until a script gives something that isn't null or false, and gives that.
    pub async fn until(&self, what: &str, patience: Duration, script: &str, arguments: &[Value]) -> Outcome<Value> {
        let start = Instant::now();
        loop {
            let value = self.eval(script, arguments.to_vec()).await?;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return Ok(value);
            }
            if start.elapsed() > patience {
                return Err(format!("waited {} s for {what}", patience.as_secs()).into());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// The first element of a CSS selector, once it is there and visible.
    pub async fn visible(&self, css: &str) -> Outcome<Element> {
        let start = Instant::now();
        loop {
            if let Ok(element) = self.client.find(Locator::Css(css)).await {
                if element.is_displayed().await.unwrap_or(false) && element.is_enabled().await.unwrap_or(false) {
                    return Ok(element);
                }
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("{css} doesn't become visible").into());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// The first element of a CSS selector, seen or not.
    pub async fn present(&self, css: &str) -> Outcome<Element> {
        Ok(self.client.find(Locator::Css(css)).await?)
    }

    /// Types a text into an element.
    pub async fn type_into(&self, css: &str, text: &str) -> Outcome<()> {
        Ok(self.visible(css).await?.send_keys(text).await?)
    }

    /// Empties a field, as its user would.
    pub async fn empty(&self, css: &str) -> Outcome<()> {
        let element = self.visible(css).await?;
        element.click().await?;
        self.eval("document.activeElement.select()", Vec::new()).await?;
        Ok(element.send_keys("\u{e017}").await?)
    }

    /// Clicks on an element.
    pub async fn click(&self, css: &str) -> Outcome<()> {
        Ok(self.visible(css).await?.click().await?)
    }

    /// Inserts a text into a field, as the clipboard does.
    pub async fn paste(&self, css: &str, text: &str) -> Outcome<()> {
        self.visible(css).await?;
        let script = "const field = document.querySelector(arguments[0]);
             field.focus();
             field.select();
             return document.execCommand('insertText', false, arguments[1]);";
        match self.eval(script, vec![json!(css), json!(text)]).await? {
            Value::Bool(true) => Ok(()),
            _ => Err(format!("{css} takes no text").into()),
        }
    }

    /// Presses a key on what has the focus: `Enter`, `Escape`, `Tab`, `Shift+Tab`, `Space`, or a character.
    pub async fn press(&self, key: &str) -> Outcome<()> {
        let (held, name) = [("Shift+", '\u{e008}'), ("Control+", '\u{e009}')]
            .into_iter()
            .find_map(|(word, value)| Some((Some(value), key.strip_prefix(word)?)))
            .unwrap_or((None, key));
        let value = match name {
            "Enter" => '\u{e007}',
            "Escape" => '\u{e00c}',
            "Tab" => '\u{e004}',
            "Space" => ' ',
            "Backspace" => '\u{e003}',
            "Delete" => '\u{e017}',
            "F8" => '\u{e038}',
            other => match (other.chars().next(), other.chars().count()) {
                (Some(character), 1) => character,
                _ => return Err(format!("no key {other}").into()),
            },
        };
        let mut actions = KeyActions::new("keyboard".to_owned());
        if let Some(value) = held {
            actions = actions.then(KeyAction::Down { value });
        }
        actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        if let Some(value) = held {
            actions = actions.then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Types a text into what has the focus, letter by letter.
    pub async fn spell(&self, text: &str) -> Outcome<()> {
        for letter in text.chars() {
            self.press(&letter.to_string()).await?;
        }
        Ok(())
    }

    /// Tab, or Shift+Tab where it comes before, until the focus is at what the CSS selector finds with this text; `""`:
    /// any. Never round the page: Firefox's focus then stays outside.
    pub async fn tab_to(&self, css: &str, text: &str) -> Outcome<()> {
        /// The most presses until the focus must have come there.
        const ROUND: usize = 150;
        let way = "const [css, text] = arguments, at = document.activeElement;
            const to = [...document.querySelectorAll(css)].find(element => text === '' || element.textContent === text);
            if (!to) return 'nowhere';
            if (at === to) return 'there';
            const before = at.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING;
            return before && at !== document.body ? 'Shift+Tab' : 'Tab';";
        for _ in 0..ROUND {
            match self.eval(way, vec![json!(css), json!(text)]).await?.as_str() {
                Some("there") => return Ok(()),
                Some(key @ ("Tab" | "Shift+Tab")) => self.press(key).await?,
                _ => return Err(format!("there is no {css} '{text}'").into()),
            }
        }
        Err(format!("Tab doesn't reach {css} '{text}'").into())
    }

    /// The lines that the console got since the last call; none in Firefox, which doesn't tell.
    pub async fn console(&self) -> Outcome<Vec<String>> {
        if self.browser == Browser::Firefox {
            return Ok(Vec::new());
        }
        let log = self.command("se/log", json!({ "type": "browser" })).await?;
        let lines = log.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(lines
            .iter()
            .filter_map(|line| line["message"].as_str().map(str::to_owned))
            .collect())
    }

    /// A command of Chromium's developer tools.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Outcome<Value> {
        Ok(self
            .command("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
            .await?)
    }

    /// A picture of the whole page, PNG.
    pub async fn picture(&self) -> Outcome<Vec<u8>> {
        match self.browser {
            Browser::Chromium => {
                let parameters = json!({ "format": "png", "captureBeyondViewport": true });
                let shot = self.devtools("Page.captureScreenshot", parameters).await?;
                from_base64(shot["data"].as_str().unwrap_or_default())
            }
            Browser::Firefox => Ok(self.client.screenshot().await?),
        }
    }

    /// Width, ratio and colour scheme. Chromium alone; elsewhere nothing happens.
    pub async fn emulate(&self, width: u32, height: u32, phone: bool, dark: bool) -> Outcome<()> {
        if self.browser == Browser::Firefox {
            return Ok(());
        }
        let scale = if phone { 2 } else { 1 };
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }))
            .await?;
        Ok(())
    }

    /// As the browser came.
    pub async fn emulate_nothing(&self) -> Outcome<()> {
        if self.browser == Browser::Chromium {
            self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await?;
            self.devtools("Emulation.setEmulatedMedia", json!({ "features": [] }))
                .await?;
        }
        Ok(())
    }

    async fn command(&self, path: &'static str, body: Value) -> Result<Value, CmdError> {
        self.client.issue_cmd(Raw { path, body }).await
    }
}

/// A command that fantoccini doesn't have.
#[derive(Debug)]
struct Raw {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Decodes Base64 (RFC 4648 §4).
fn from_base64(text: &str) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for letter in text.bytes().filter(|byte| *byte != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return Err("no Base64".into()),
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff)?);
        }
    }
    Ok(bytes)
}
