//! nsupdate: what it sends to a name server is read as such a server reads it (RFC 2136).

use super::samples::{all, dns, plain, records, sorted};
use super::tools::{Folder, command, free_port, output};
use domain::base::iana::Class;
use domain::base::{Message, MessageBuilder};
use domain::rdata::AllRecordData;
use std::io::{Read, Write};
use std::net::{TcpListener, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

/// Takes one update, by either transport, and says that it was done.
fn take(datagrams: &UdpSocket, streams: &TcpListener) -> Vec<u8> {
    datagrams.set_nonblocking(true).unwrap();
    streams.set_nonblocking(true).unwrap();
    let started = Instant::now();
    let mut buffer = vec![0; 65_535];
    while started.elapsed() < Duration::from_secs(10) {
        if let Ok((length, from)) = datagrams.recv_from(&mut buffer) {
            let update = buffer[..length].to_vec();
            datagrams.send_to(&done(&update), from).unwrap();
            return update;
        }
        // What is too large for a datagram comes behind its length.
        if let Ok((mut stream, _)) = streams.accept() {
            stream.set_nonblocking(false).unwrap();
            let mut length = [0; 2];
            stream.read_exact(&mut length).unwrap();
            let mut update = vec![0; u16::from_be_bytes(length).into()];
            stream.read_exact(&mut update).unwrap();
            let answer = done(&update);
            let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
            stream.write_all(&[&length[..], &answer].concat()).unwrap();
            return update;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("no update came");
}

fn done(update: &[u8]) -> Vec<u8> {
    let mut answer = MessageBuilder::new_vec();
    *answer.header_mut() = Message::from_octets(update).unwrap().header();
    answer.header_mut().set_qr(true);
    answer.finish()
}

#[test]
fn nsupdate_sends_every_record() {
    for made in all() {
        let files = dns("nsupdate", &made);
        let port = free_port();
        let datagrams = UdpSocket::bind(("127.0.0.1", port)).unwrap();
        let streams = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let folder = Folder::new();
        let text = format!("server 127.0.0.1 {port}\n{}", files[0].text);
        let script = folder.write("script", &text);
        let server = thread::spawn(move || take(&datagrams, &streams));
        output(command("nsupdate").arg(script));
        let message = Message::from_octets(server.join().unwrap()).unwrap();
        let zone = message.sole_question().unwrap();
        assert_eq!(zone.qname().to_string(), made.zone.as_ref().unwrap().to_string());
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for record in message.authority().unwrap() {
            let record = record.unwrap();
            let (name, rtype) = (record.owner().to_string(), record.rtype().to_string());
            // RFC 2136 §2.5.2: whatever is there of this name and type goes.
            if record.class() == Class::ANY {
                removed.push((name, rtype));
                continue;
            }
            let record = record.into_any_record::<AllRecordData<_, _>>().unwrap();
            let data = record.data().to_string();
            added.push((name, rtype.clone(), record.ttl().as_secs(), plain(&rtype, &data)));
        }
        let wanted = records(&made);
        assert_eq!(sorted(added), wanted);
        assert!(
            wanted
                .iter()
                .all(|(name, rtype, ..)| removed.contains(&(name.clone(), rtype.clone())))
        );
    }
}
