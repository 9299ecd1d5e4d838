package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A part of a file as a stream.
final class FilePart extends InputStream {
    private final InputStream in;
    private long left;

    FilePart(Path file, long from, long length) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(from);
            this.in = Channels.newInputStream(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        int one = left == 0 ? -1 : in.read();
        left -= one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = left == 0 ? -1 : in.read(bytes, offset, (int) Math.min(left, length));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
