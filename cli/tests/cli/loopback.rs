//! An HTTP server on loopback that answers as an API for chats does, for programs that have a client for one.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

/// Starts the server, on a thread that ends with the test, and returns its origin.
pub(crate) fn start() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            // A client that goes away ends its connection only.
            thread::spawn(move || serve(&connection));
        }
    });
    origin
}

/// Serves the requests of a connection, which the client may keep.
fn serve(connection: &TcpStream) -> Option<()> {
    connection.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(connection);
    loop {
        let body = read_body(&mut reader)?;
        answer(connection, &body)?;
    }
}

/// The body of the next request; `None` if there is no request, or one that is not understood.
fn read_body(reader: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// Greets the user of a request, after a time that depends on the user, so that answers overtake each other.
fn answer(mut connection: &TcpStream, request: &Value) -> Option<()> {
    let user = request["user"].as_str()?;
    let pause = Duration::from_millis(user.parse::<u64>().ok()? * 7 % 5);
    thread::sleep(pause);
    if request["stream"] != true {
        let content = format!("hello {user}");
        let answer = json!({ "choices": [{ "message": { "content": content } }] }).to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.len()
        );
        return connection.write_all((head + &answer).as_bytes()).ok();
    }
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    connection.write_all(head.as_bytes()).ok()?;
    for content in ["hello ", user] {
        let part = json!({ "choices": [{ "delta": { "content": content } }] });
        chunk(connection, &format!("data: {part}\n\n"))?;
        thread::sleep(pause);
    }
    chunk(connection, "data: [DONE]\n\n")?;
    connection.write_all(b"0\r\n\r\n").ok()
}

fn chunk(mut connection: &TcpStream, text: &str) -> Option<()> {
    let chunk = format!("{:x}\r\n{text}\r\n", text.len());
    connection.write_all(chunk.as_bytes()).ok()
}
