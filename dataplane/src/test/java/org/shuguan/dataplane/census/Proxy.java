package org.shuguan.dataplane.census;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A proxy between a census and a database that simulates network faults: silence, broken connections, refused
/// connections.
final class Proxy implements AutoCloseable {
    enum Harm {
        NONE,
        /// no further data arrives, and the connection stays open
        SILENCE,
        /// the connection is closed
        CUT
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile Harm harm = Harm.NONE;
    private volatile long after;
    private volatile int turnAway;
    private volatile boolean everybody;

    Proxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// Applies a fault to each connection after this many bytes from the database.
    Proxy harms(Harm what, long bytes) {
        harm = what;
        after = bytes;
        return this;
    }

    /// After the first cut connection, this many following connections are closed at once; then connections work
    /// again.
    Proxy turnsAwayAfterwards(int next) {
        turnAway = next;
        return this;
    }

    /// After the first cut connection all further connections are refused.
    Proxy isGoneAfterwards() {
        everybody = true;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    /// Number of connections that are still open on the census' side.
    int held() {
        open.removeIf(Socket::isClosed);
        return open.size();
    }

    int turnedAway() {
        return turnedAway.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (turnedAway.get() < turnAway && harm == Harm.NONE) {
                    turnedAway.incrementAndGet();
                    client.close();
                } else {
                    open.add(client);
                    Thread.ofVirtual().start(() -> join(client));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket database = new Socket()) {
            database.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            Thread up = Thread.ofVirtual().start(() -> pass(client, database, false));
            pass(database, client, true);
            up.join();
        } catch (IOException | InterruptedException e) {
            // The test closes the socket to end this thread.
            return;
        }
    }

    private void pass(Socket from, Socket to, boolean harmful) {
        byte[] buffer = new byte[1 << 14];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                passed += n;
                if (harmful && harm == Harm.CUT && passed > after) {
                    cut();
                    break;
                }
                if (!harmful || harm != Harm.SILENCE || passed <= after) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
            from.close();
            to.close();
        } catch (IOException e) {
            try {
                from.close();
                to.close();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void cut() throws IOException {
        if (everybody) {
            server.close();
            for (Socket one : open) {
                one.close();
            }
        }
        if (turnAway > 0) {
            harm = Harm.NONE;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
