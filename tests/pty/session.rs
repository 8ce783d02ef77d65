//! The program in a pseudo-terminal.

use super::*;

/// A program in a terminal of its own.
pub(super) struct Session {
    pub(super) dir: TempDir,
    pub(super) child: Box<dyn Child + Send + Sync>,
    pub(super) master: Option<Box<dyn MasterPty + Send>>,
    pub(super) writer: Option<Box<dyn std::io::Write + Send>>,
    pub(super) incoming: Receiver<Vec<u8>>,
    pub(super) screen: vt100::Parser,
    pub(super) bytes: Vec<u8>,
}

impl Session {
    /// Runs `script` in `sh`, with `$TRAILMARK` as the program, on 80x24.
    pub(super) fn shell(script: &str, note: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-c", script]);
        Self::spawn(command, note, variables)
    }

    /// Runs the program from an interactive shell, as people do, until it shows the note.
    pub(super) fn under_a_shell(note: &str) -> Self {
        Self::under_a_shell_with(note, ("UNUSED", ""))
    }

    /// The same with a variable of the environment.
    pub(super) fn under_a_shell_with(note: &str, variable: (&str, &str)) -> Self {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-i"]);
        let mut session = Self::spawn(command, note, &[("PS1", "ready> "), variable]);
        session.wait_for("ready>");
        session.send("\"$TRAILMARK\"\n");
        session.wait_for(note);
        session
    }

    pub(super) fn trailmark(note: &str, variables: &[(&str, &str)]) -> Self {
        Self::spawn(CommandBuilder::new(env!("CARGO_BIN_EXE_trailmark")), note, variables)
    }

    pub(super) fn spawn(mut command: CommandBuilder, note: &str, variables: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(dir.path().join("notes")).expect("a folder");
        write(&dir.path().join("roadmap.toml"), ROADMAP);
        write(&dir.path().join("notes/first.md"), note);
        command.env_clear();
        for (name, value) in [
            ("PATH", std::env::var("PATH").unwrap_or_default().as_str()),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("HOME", &dir.path().display().to_string()),
            ("XDG_DATA_HOME", &dir.path().join("data").display().to_string()),
            ("XDG_STATE_HOME", &dir.path().join("state").display().to_string()),
            ("TRAILMARK", env!("CARGO_BIN_EXE_trailmark")),
        ] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        command.cwd(dir.path());
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, incoming) = channel();
        std::thread::Builder::new()
            .spawn(move || {
                let mut buffer = vec![0; 65536];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    if sender.send(buffer[..count].to_vec()).is_err() {
                        break;
                    }
                }
            })
            .expect("a thread");
        let screen = blank_screen();
        Self {
            dir,
            child,
            master: Some(pair.master),
            writer: Some(writer),
            incoming,
            screen,
            bytes: Vec::new(),
        }
    }

    /// Takes in what comes within `patience`; false where the other side is closed or nothing came.
    pub(super) fn receive(&mut self, patience: Duration) -> bool {
        match self.incoming.recv_timeout(patience) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.bytes.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    pub(super) fn frame(&self) -> String {
        self.screen.screen().contents()
    }

    pub(super) fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(start.elapsed() < PATIENCE, "waited in vain until {what}; the screen:\n{}", self.frame());
            self.receive(Duration::from_millis(50));
        }
    }

    pub(super) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |session| session.frame().contains(text));
    }

    pub(super) fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("the terminal is open");
        writer.write_all(keys.as_bytes()).expect("the program reads");
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    pub(super) fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.pid()).ok().and_then(Pid::from_raw).expect("a process");
        kill_process(pid, signal).expect("it runs");
    }

    pub(super) fn ended(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                while self.receive(Duration::from_millis(100)) {}
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "it does not end; the screen:\n{}", self.frame());
            self.receive(Duration::from_millis(20));
        }
    }

    pub(super) fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is given back");
        assert_eq!(
            count(&self.bytes, b"\x1b[?2026h"),
            count(&self.bytes, b"\x1b[?2026l").min(count(&self.bytes, b"\x1b[?2026h"))
        );
    }

    pub(super) fn log(&self) -> String {
        let folder = self.dir.path().join("data/trailmark/study/progress");
        let logs = std::fs::read_dir(folder).into_iter().flatten();
        logs.map(|log| std::fs::read_to_string(log.expect("a log").path()).expect("text")).collect()
    }
}

#[expect(clippy::disallowed_methods, reason = "a test may lose its files")]
pub(super) fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("a file");
}

pub(super) fn blank_screen() -> vt100::Parser {
    let (rows, columns) = (NonZero::new(24).expect("rows"), NonZero::new(80).expect("columns"));
    vt100::Parser::new(rows, columns, 0)
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
