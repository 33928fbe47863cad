//! The browser as a process: how it is started, and everything that can happen to it until it is gone.

use std::{
    io,
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use chromiumoxide::{Browser as Connection, Handler, error::CdpError};
use futures_util::StreamExt;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::{oneshot, watch},
    time::{sleep, timeout},
};

use super::BrowserError;

/// Nothing on the screen, nothing of the user's, nothing over the network that a page did not ask for.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "about:blank",
];

/// How long it may take until the browser can be connected to.
const START_DEADLINE: Duration = Duration::from_secs(60);
/// How long it may take to end by itself, before it is killed.
const END_DEADLINE: Duration = Duration::from_secs(5);

/// What the browser writes to its standard error when one can connect.
const ANNOUNCEMENT: &str = "DevTools listening on ";

/// Where a browser stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Life {
    Running,
    /// We are ending it.
    Closing,
    /// It ended by itself, or the connection did.
    Died,
}

/// A browser that was started.
pub(super) struct Started {
    pub(super) connection: Connection,
    pub(super) pid: u32,
    pub(super) profile: PathBuf,
    pub(super) life: watch::Receiver<Life>,
    /// Says to end it; dropping it kills it.
    pub(super) close: oneshot::Sender<()>,
    /// Whether the profile could be removed, after the end.
    pub(super) ended: watch::Receiver<Option<Result<(), Arc<io::Error>>>>,
}

/// Starts a browser with an empty profile, and connects to it.
pub(super) async fn start(executable: &Path) -> Result<Started, BrowserError> {
    let failed = |error| BrowserError::Start {
        executable: executable.into(),
        error,
    };
    let profile =
        tokio::task::spawn_blocking(|| tempfile::Builder::new().prefix("boa-chromium-").tempdir());
    let profile = profile
        .await
        .map_err(io::Error::other)
        .flatten()
        .map_err(failed)?;
    let directory = profile.path().to_owned();
    let mut child = Command::new(executable)
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let pid = child.id().unwrap_or_default();
    let address = match timeout(START_DEADLINE, address(&mut child)).await {
        Ok(address) => address.map_err(failed)?,
        Err(_) => return Err(failed(io::ErrorKind::TimedOut.into())),
    };
    let (connection, handler) = Connection::connect(address).await?;
    let (set_life, life) = watch::channel(Life::Running);
    let (set_ended, ended) = watch::channel(None);
    let (close, asked) = oneshot::channel();
    tokio::spawn(async move {
        attend(&mut child, handler, asked, &set_life).await;
        // The browser's helpers may outlive it a little, and write.
        set_ended.send_replace(Some(remove(profile).await.map_err(Arc::new)));
    });
    Ok(Started {
        connection,
        pid,
        profile: directory,
        life,
        close,
        ended,
    })
}

/// Where it listens, which it tells on its standard error. What else it says there is not for us.
async fn address(child: &mut Child) -> io::Result<String> {
    let stderr = child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let mut lines = BufReader::new(stderr).lines();
    let mut last = String::new();
    while let Some(line) = lines.next_line().await? {
        if let Some(address) = line.strip_prefix(ANNOUNCEMENT) {
            let address = address.trim().to_owned();
            // It blocks when nobody reads.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(address);
        }
        last = line;
    }
    Err(io::Error::other(format!("it ended at once: {last}")))
}

/// Drives the connection until the browser is gone, by whatever cause.
async fn attend(
    child: &mut Child,
    mut handler: Handler,
    asked: oneshot::Receiver<()>,
    life: &watch::Sender<Life>,
) {
    // It has no end of its own: the handler reports a lost connection as an error, or not at all.
    let lost = async {
        while let Some(event) = handler.next().await {
            if event.is_err_and(|error| !matches!(error, CdpError::InvalidMessage(..))) {
                return;
            }
        }
    };
    tokio::pin!(lost);
    let asked = tokio::select! {
        () = &mut lost => None,
        _ = child.wait() => None,
        asked = asked => Some(asked.is_ok()),
    };
    life.send_replace(if asked.is_some() {
        Life::Closing
    } else {
        Life::Died
    });
    if asked == Some(true) {
        let lost = async {
            lost.await;
            std::future::pending::<()>().await;
        };
        let ended = async {
            tokio::select! {
                _ = child.wait() => (),
                () = lost => (),
            }
        };
        // If it does not, it is killed.
        let _ = timeout(END_DEADLINE, ended).await;
    }
    // An error says that it has ended already.
    let _ = child.kill().await;
}

/// Removes the profile.
async fn remove(profile: TempDir) -> io::Result<()> {
    const ATTEMPTS: u32 = 50;
    let mut result = Ok(());
    for _ in 0..ATTEMPTS {
        result = tokio::fs::remove_dir_all(profile.path()).await;
        match &result {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            // Once more: a helper may have been writing.
            Ok(()) | Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
    result
}
