//! What pages are made of, one kind a file.

pub mod ask;
pub mod bridge;
pub mod chain;
pub mod changes;
pub mod copy;
pub mod finding;
pub mod lists;
pub mod live;
pub mod mark;
pub mod matrix;
pub mod rail;
pub mod requests;
pub mod section;
pub mod shell;
pub mod source;
pub mod tabs;
pub mod verdict;
