//! What the generator makes, in the hands of those it is made for: name servers and their tools, web servers, workerd,
//! Python's and Node's parsers. A tool that is missing is a failure; `./lens tools` installs them all.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod dns;
mod hosting;
mod kits;
mod samples;
mod scripts;
mod servers;
mod tools;
mod update;
mod webservers;
