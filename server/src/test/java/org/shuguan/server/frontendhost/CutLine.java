package org.shuguan.server.frontendhost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A line to a port that breaks again and again: each connection is cut after some bytes, in the middle of a request or
/// of its answer.
public final class CutLine implements AutoCloseable {
    private final ServerSocket door;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicLong passed = new AtomicLong();
    private volatile long cutAfter;

    /// @param cutAfter bytes of a connection after which it is cut, 0 for never
    public CutLine(int port, long cutAfter) throws IOException {
        this.port = port;
        this.cutAfter = cutAfter;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /// Where the line begins.
    public int port() {
        return door.getLocalPort();
    }

    /// How often it was cut.
    public int cuts() {
        return cuts.get();
    }

    /// How many bytes went over it to the node.
    public long passed() {
        return passed.get();
    }

    /// Cuts what is open now.
    public void cut() {
        open.forEach(CutLine::quietly);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket here = door.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(here);
                open.add(there);
                AtomicLong bytes = new AtomicLong();
                Thread.ofPlatform().daemon().start(() -> pass(here, there, bytes, true));
                Thread.ofPlatform().daemon().start(() -> pass(there, here, bytes, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, AtomicLong bytes, boolean up) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (cutAfter > 0 && bytes.addAndGet(n) > cutAfter) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, n);
                out.flush();
                if (up) {
                    passed.addAndGet(n);
                }
            }
        } catch (IOException e) {
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
