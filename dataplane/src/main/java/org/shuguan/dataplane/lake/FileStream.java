package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.iceberg.io.PositionOutputStream;

/// A stream into a file of this disk.
final class FileStream extends PositionOutputStream {
    /// What is done with the file when it is written.
    interface Ending {
        void written() throws IOException;
    }

    private static final int BUFFER = 1 << 16;
    private final FileChannel channel;
    private final Ending ending;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long position;

    FileStream(FileChannel channel, Ending ending) {
        this.channel = channel;
        this.ending = ending;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int one) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) one);
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(buffer.remaining(), length - written);
            buffer.put(bytes, offset + written, part);
            written += part;
        }
        position += length;
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            flush();
            channel.close();
            ending.written();
        }
    }
}
