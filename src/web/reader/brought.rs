//! Files as they are dropped or picked, with all that lies in folders.

use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};
use yew::Event;

/// A file: its name, with the folders that it lies in, and the browser's handle of it.
pub(super) type Named = (String, Blob);

/// How many folders may lie in one another; a file system that has more is no mailbox.
const DEEPEST: usize = 32;

/// What was brought.
#[derive(Default)]
pub(super) struct Brought {
    /// Files.
    pub files: Vec<Named>,
    /// Folders that have still to be looked through.
    folders: Vec<(usize, FileSystemDirectoryEntry)>,
}

impl Brought {
    /// What is dropped. It must be taken while the event is heard: later the browser has forgotten it.
    pub fn dropped(event: &Event) -> Self {
        let mut brought = Self::default();
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        let Some(data) = data else { return brought };
        let items = data.items();
        for at in 0..items.length() {
            let Some(item) = items.get(at) else { continue };
            if item.kind() != "file" {
                continue;
            }
            match item.webkit_get_as_entry() {
                Ok(Some(entry)) if entry.is_directory() => brought.folders.push((0, entry.unchecked_into())),
                _ => brought.files.extend(item.get_as_file().ok().flatten().map(named)),
            }
        }
        if !brought.is_empty() {
            // Else the browser leaves the page and shows the file.
            event.prevent_default();
        }
        brought
    }

    /// What was picked in the field that the event comes from: files, or a folder (`webkitdirectory`).
    pub fn picked(event: &Event) -> Self {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else { return Self::default() };
        let files = field.files().map(|list| all(&list)).unwrap_or_default();
        // The same may be picked again, after it was changed.
        field.set_value("");
        Self {
            files,
            folders: Vec::new(),
        }
    }

    pub const fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }

    /// The next files of a folder; `None`: all folders are looked through. What can't be read in one is passed over by the
    /// browser.
    pub async fn next(&mut self) -> Option<Vec<Named>> {
        let (depth, folder) = self.folders.pop()?;
        let reader = folder.create_reader();
        let mut found = Vec::new();
        loop {
            // The browser gives a hundred at a time, and none at the end.
            let part = settled(|done, failed| {
                let _ = reader.read_entries_with_callback_and_callback(done, failed);
            });
            let Some(part) = part.await.and_then(|part| part.dyn_into::<Array>().ok()) else {
                break;
            };
            if part.length() == 0 {
                break;
            }
            for entry in part.iter() {
                let entry: FileSystemEntry = entry.unchecked_into();
                if entry.is_file() {
                    found.extend(file(entry).await);
                } else if depth < DEEPEST {
                    self.folders.push((depth + 1, entry.unchecked_into()));
                }
            }
        }
        Some(found)
    }
}

/// A file of a folder.
async fn file(entry: FileSystemEntry) -> Option<Named> {
    let path = entry.full_path();
    let entry: FileSystemFileEntry = entry.unchecked_into();
    let file = settled(|done, failed| entry.file_with_callback_and_callback(done, failed)).await?;
    Some((path.trim_start_matches('/').to_owned(), file.unchecked_into()))
}

/// What an old API calls back with; `None`: it failed.
async fn settled(mut run: impl FnMut(&Function, &Function)) -> Option<JsValue> {
    JsFuture::from(Promise::new(&mut |done, failed| run(&done, &failed)))
        .await
        .ok()
}

fn all(list: &FileList) -> Vec<Named> {
    (0..list.length()).filter_map(|at| list.get(at).map(named)).collect()
}

fn named(file: File) -> Named {
    let path = Reflect::get(&file, &JsValue::from_str("webkitRelativePath"));
    let path = path
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty());
    (path.unwrap_or_else(|| file.name()), file.unchecked_into())
}
