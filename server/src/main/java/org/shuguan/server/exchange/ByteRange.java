package org.shuguan.server.exchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of a file that a request asks for (RFC 9110, 14.1.2).
///
/// @param from the first byte
/// @param to the last byte
record ByteRange(long from, long to) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// Reads `Range`. Several ranges, other units and what is no range are ignored, as the standard allows.
    ///
    /// @param bytes length of the file
    /// @return null for the whole file
    /// @throws ExchangeRefused if the file has no such part
    static @Nullable ByteRange of(@Nullable String header, long bytes) {
        Matcher range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return null;
        }
        if (range.group(1).isEmpty()) {
            long last = Long.parseLong(range.group(2));
            if (last == 0 || bytes == 0) {
                throw ExchangeRefused.range(bytes);
            }
            return new ByteRange(Math.max(0, bytes - last), bytes - 1);
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (to < from) {
            return null;
        }
        if (from >= bytes) {
            throw ExchangeRefused.range(bytes);
        }
        return new ByteRange(from, Math.min(to, bytes - 1));
    }

    long length() {
        return to - from + 1;
    }
}
