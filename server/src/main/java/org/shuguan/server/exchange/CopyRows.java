package org.shuguan.server.exchange;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows in the binary format of PostgreSQL's COPY.
final class CopyRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    CopyRows() {
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private CopyRows write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Begins a row of so many columns.
    CopyRows row(int columns) {
        return write(() -> out.writeShort(columns));
    }

    CopyRows value(Instant value) {
        return write(() -> {
            out.writeInt(8);
            out.writeLong(ChronoUnit.MICROS.between(EPOCH, value));
        });
    }

    CopyRows value(@Nullable UUID value) {
        return write(() -> {
            if (value == null) {
                out.writeInt(-1);
            } else {
                out.writeInt(16);
                out.writeLong(value.getMostSignificantBits());
                out.writeLong(value.getLeastSignificantBits());
            }
        });
    }

    CopyRows value(@Nullable String value) {
        return value(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows value(byte @Nullable [] value) {
        return write(() -> {
            if (value == null) {
                out.writeInt(-1);
            } else {
                out.writeInt(value.length);
                out.write(value);
            }
        });
    }

    CopyRows value(int value) {
        return write(() -> {
            out.writeInt(4);
            out.writeInt(value);
        });
    }

    CopyRows value(long value) {
        return write(() -> {
            out.writeInt(8);
            out.writeLong(value);
        });
    }

    CopyRows small(int value) {
        return write(() -> {
            out.writeInt(2);
            out.writeShort(value);
        });
    }

    /// The whole content, with its end.
    byte[] content() {
        write(() -> out.writeShort(-1));
        return bytes.toByteArray();
    }
}
