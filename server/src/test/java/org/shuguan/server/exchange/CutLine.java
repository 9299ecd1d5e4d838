package org.shuguan.server.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A line between two machines that breaks: it hands connections on, and cuts them as it is told.
final class CutLine implements AutoCloseable {
    /// When a connection that sends a part is cut.
    enum Cut {
        /// after some bytes of the request
        REQUEST,
        /// after the whole request was taken, before the first byte of the answer
        ANSWER,
        /// not at all, but it answers itself that the other side is busy for a second
        BUSY
    }

    private static final String PART = "POST /collect/v1/resources/";

    private final ServerSocket door;
    private volatile int target;
    private volatile Cut cut = Cut.REQUEST;
    private volatile int after;
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger parts = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile int holdAt = Integer.MAX_VALUE;

    CutLine() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("cut-line").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /// Where connections are handed on to.
    void to(int port) {
        target = port;
    }

    /// Cuts the next requests that send a part.
    ///
    /// @param bytes of a request after which it is cut
    void cut(Cut how, int bytes, int times) {
        cut = how;
        after = bytes;
        left.set(times);
    }

    /// How many cuts did not happen yet.
    int left() {
        return left.get();
    }

    /// How often a part was sent, cut ones too.
    int parts() {
        return parts.get();
    }

    /// Keeps the next part of this number back, until [#release].
    void hold(int part) {
        held = new CountDownLatch(1);
        parts.set(0);
        holdAt = part;
    }

    /// Whether a part is kept back.
    boolean holds() {
        return parts.get() >= holdAt && held.getCount() > 0;
    }

    void release() {
        holdAt = Integer.MAX_VALUE;
        held.countDown();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                Thread.ofPlatform().daemon().start(() -> handOn(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void handOn(Socket caller) {
        try (caller;
                Socket called = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var line = new Connection(caller, called);
            Thread answers = Thread.ofPlatform().daemon().start(line::answers);
            line.requests();
            called.shutdownOutput();
            answers.join();
        } catch (IOException broken) {
            // As lines break.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One connection, whose requests follow one another.
    private final class Connection {
        private final Socket caller;
        private final Socket called;
        private volatile boolean withoutAnswer;

        private Connection(Socket caller, Socket called) {
            this.caller = caller;
            this.called = called;
        }

        private void requests() throws IOException, InterruptedException {
            byte[] buffer = new byte[64];
            InputStream in = caller.getInputStream();
            OutputStream out = called.getOutputStream();
            StringBuilder head = new StringBuilder();
            boolean breaks = false;
            int bytes = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                head.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                int part = head.indexOf(PART);
                if (part >= 0) {
                    if (parts.incrementAndGet() >= holdAt) {
                        held.await();
                    }
                    head.setLength(0);
                    bytes = 0;
                    boolean now = left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
                    breaks = now && cut == Cut.REQUEST;
                    withoutAnswer = now && cut == Cut.ANSWER;
                    if (now && cut == Cut.BUSY) {
                        busy(in);
                        return;
                    }
                } else if (head.length() > 2 * PART.length()) {
                    head.delete(0, head.length() - PART.length());
                }
                bytes += read;
                if (breaks && bytes > after) {
                    caller.close();
                    called.close();
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        }

        /// Takes what comes of the request, and answers.
        private void busy(InputStream in) throws IOException {
            OutputStream out = caller.getOutputStream();
            out.write("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            caller.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        }

        private void answers() {
            byte[] buffer = new byte[8192];
            try (caller;
                    called) {
                InputStream in = called.getInputStream();
                OutputStream out = caller.getOutputStream();
                for (int read = in.read(buffer); read >= 0 && !withoutAnswer; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException broken) {
                // As lines break.
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
