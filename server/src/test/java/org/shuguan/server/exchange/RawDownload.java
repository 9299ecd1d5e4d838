package org.shuguan.server.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that reads the head of an answer and then nothing until it is told to.
final class RawDownload implements AutoCloseable {
    private final Socket socket;

    private RawDownload(Socket socket) {
        this.socket = socket;
    }

    static RawDownload begin(int port, String path, String token) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8192);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer " + token
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int one = in.read();
            if (one < 0) {
                break;
            }
            head.append((char) one);
        }
        if (!head.toString().startsWith("HTTP/1.1 200")) {
            throw new AssertionError(head.toString());
        }
        return new RawDownload(socket);
    }

    /// Reads until the connection ends, in whatever way.
    ///
    /// @return number of bytes of the body
    long restOfBody() {
        long read = 0;
        byte[] part = new byte[1 << 16];
        try {
            for (int more = socket.getInputStream().read(part);
                    more >= 0;
                    more = socket.getInputStream().read(part)) {
                read += more;
            }
        } catch (IOException cut) {
            return read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
