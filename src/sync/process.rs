//! Running a process until it ends, and no longer.
//!
//! What a process leaves running, such as a job that a hook of git has begun, may hold its output open for hours. Whoever reads
//! up to the end of the output waits for that as well, and we would hold all locks meanwhile.

use std::io::{self, Write as _};
use std::process::{Child, Command, Output};

/// Runs `command`, whose output goes into pipes; `input` is what it reads.
pub(super) fn run(mut command: Command, input: Option<&[u8]>) -> io::Result<Output> {
    let mut child = command.spawn()?;
    if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
        // Where it has ended before it read all, its answer says why.
        let _ = pipe.write_all(input);
    }
    to_its_end(child)
}

#[cfg(not(unix))]
fn to_its_end(child: Child) -> io::Result<Output> {
    child.wait_with_output()
}

#[cfg(unix)]
fn to_its_end(mut child: Child) -> io::Result<Output> {
    let mut out = unix::Pipe::new(child.stdout.take())?;
    let mut err = unix::Pipe::new(child.stderr.take())?;
    loop {
        unix::wait_for(&out, &err)?;
        // In this order: what it has written is in the pipes when it has ended.
        let ended = child.try_wait()?;
        out.drain()?;
        err.drain()?;
        let status = match ended {
            Some(status) => status,
            None if out.is_closed() && err.is_closed() => child.wait()?,
            None => continue,
        };
        return Ok(Output { status, stdout: out.bytes, stderr: err.bytes });
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, Read as _};
    use std::os::fd::OwnedFd;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    /// Between two looks whether a process has ended whose output stays open. Nearly all close it when they end.
    const STEP: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

    /// The output of a process, read as far as there is any.
    pub(super) struct Pipe {
        /// None at its end.
        file: Option<File>,
        pub(super) bytes: Vec<u8>,
    }

    impl Pipe {
        pub(super) fn new(pipe: Option<impl Into<OwnedFd>>) -> io::Result<Self> {
            let file = pipe.map(|pipe| File::from(pipe.into()));
            if let Some(file) = &file {
                rustix::io::ioctl_fionbio(file, true)?;
            }
            Ok(Self { file, bytes: Vec::new() })
        }

        pub(super) fn is_closed(&self) -> bool {
            self.file.is_none()
        }

        /// Reads what is there now.
        pub(super) fn drain(&mut self) -> io::Result<()> {
            // Reads on until it would have to wait; what came until then is kept.
            let read = self.file.as_ref().map(|mut file| file.read_to_end(&mut self.bytes));
            match read {
                Some(Err(error)) if error.kind() == io::ErrorKind::WouldBlock => Ok(()),
                Some(Err(error)) => Err(error),
                Some(Ok(_)) | None => {
                    self.file = None;
                    Ok(())
                }
            }
        }
    }

    /// Waits until there is something to read, or it is time to look whether the process has ended.
    pub(super) fn wait_for(out: &Pipe, err: &Pipe) -> io::Result<()> {
        let open = [out, err].into_iter().filter_map(|pipe| pipe.file.as_ref());
        let mut open: Vec<PollFd<'_>> = open.map(|file| PollFd::new(file, PollFlags::IN)).collect();
        match poll(&mut open, Some(&STEP)) {
            Err(error) if error != Errno::INTR => Err(error.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Stdio;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    #[test]
    fn all_output_is_read_to_its_end() {
        let output =
            run(shell("head -c 300000 /dev/zero; echo bad >&2; cat; exit 3"), Some(b"in")).expect("sh");
        assert_eq!(output.stdout.len(), 300_002);
        assert_eq!((output.stderr.as_slice(), output.status.code()), (&b"bad\n"[..], Some(3)));
    }

    #[test]
    fn what_is_left_running_holds_nothing_up() {
        // It goes on until its input ends, which is here.
        let (left, input) = io::pipe().expect("a pipe");
        let mut command = shell("exec 3<&0; head -c 200000 /dev/zero; cat <&3 & echo done >&2");
        command.stdin(left);
        let output = run(command, None).expect("sh");
        drop(input);
        assert_eq!((output.stdout.len(), output.stderr.as_slice()), (200_000, &b"done\n"[..]));
    }
}
