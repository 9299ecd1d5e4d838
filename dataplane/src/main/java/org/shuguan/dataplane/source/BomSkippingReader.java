package org.shuguan.dataplane.source;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// A reader that skips a byte order mark at the beginning.
final class BomSkippingReader extends FilterReader {
    private final char mark;
    private boolean begun;

    BomSkippingReader(Reader in, char mark) {
        super(in);
        this.mark = mark;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int n = in.read(into, offset, length);
        if (begun || n <= 0) {
            return n;
        }
        begun = true;
        if (into[offset] != mark) {
            return n;
        }
        if (n == 1) {
            return in.read(into, offset, length);
        }
        System.arraycopy(into, offset + 1, into, offset, n - 1);
        return n - 1;
    }
}
