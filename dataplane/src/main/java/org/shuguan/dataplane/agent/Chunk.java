package org.shuguan.dataplane.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.shuguan.dataplane.source.PartSink;

/// A piece of what an order delivers, compressed (zlib). It begins with the number of rows read so far (8 bytes);
/// then follow blocks: part (2 bytes, -1 where all parts begin again), length (4 bytes) and the bytes.
public final class Chunk {
    /// Largest content of a chunk in bytes, before it is compressed.
    public static final int MOST_CONTENT = 1 << 20;

    private static final int RESTART = -1;
    private static final int BLOCK = 6;
    private static final int HEAD = 8;

    private Chunk() {}

    /// Writes the content of a chunk to a sink.
    ///
    /// @throws IOException if it is not a chunk, or larger than one may be
    public static void read(byte[] chunk, PartSink into) throws IOException {
        int left = MOST_CONTENT;
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(chunk)))) {
            long rows = in.readLong();
            left -= HEAD;
            byte[] buffer = new byte[1 << 16];
            while (true) {
                int part = in.read();
                if (part < 0) {
                    break;
                }
                part = (short) (part << 8 | in.readUnsignedByte());
                int length = in.readInt();
                left -= BLOCK;
                if (length < 0 || length > left) {
                    throw new IOException("a chunk has more than " + MOST_CONTENT + " bytes");
                }
                left -= length;
                if (part == RESTART) {
                    into.restart();
                }
                for (int rest = length; rest > 0; ) {
                    int n = in.read(buffer, 0, Math.min(rest, buffer.length));
                    if (n < 0) {
                        throw new EOFException("a chunk is cut off");
                    }
                    into.write(part, buffer, 0, n);
                    rest -= n;
                }
            }
            into.rows(rows);
        }
    }

    /// Takes the chunks of a [Builder] in their order.
    interface Taker {
        void take(byte[] chunk) throws IOException;
    }

    /// Makes chunks of what is written to it.
    static final class Builder implements PartSink {
        private final Taker taker;
        private final java.util.function.LongSupplier rows;
        private ByteArrayOutputStream content = new ByteArrayOutputStream(MOST_CONTENT);
        private DataOutputStream out = new DataOutputStream(content);
        private int filled = HEAD;

        /// @param rows number of rows read so far
        Builder(Taker taker, java.util.function.LongSupplier rows) {
            this.taker = taker;
            this.rows = rows;
        }

        @Override
        public void write(int part, byte[] from, int start, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int room = MOST_CONTENT - filled - BLOCK;
                if (room <= 0) {
                    flush();
                    continue;
                }
                int n = Math.min(room, length - done);
                out.writeShort(part);
                out.writeInt(n);
                out.write(from, start + done, n);
                filled += n + BLOCK;
                done += n;
            }
        }

        @Override
        public void restart() throws IOException {
            content.reset();
            filled = HEAD;
            out.writeShort(RESTART);
            out.writeInt(0);
            filled += BLOCK;
        }

        /// Passes on what has come since the last chunk.
        void flush() throws IOException {
            if (filled == HEAD) {
                return;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream(MOST_CONTENT / 4);
            Deflater fast = new Deflater(Deflater.BEST_SPEED);
            try (DataOutputStream chunk = new DataOutputStream(new DeflaterOutputStream(packed, fast))) {
                chunk.writeLong(rows.getAsLong());
                content.writeTo(chunk);
            } finally {
                fast.end();
            }
            content = new ByteArrayOutputStream(MOST_CONTENT);
            out = new DataOutputStream(content);
            filled = HEAD;
            taker.take(packed.toByteArray());
        }
    }
}
