package org.shuguan.server.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The leaves of sealed groups, wherever their calls are: in the database, or in the files of archived months.
@Component
class ArchivedLeaves {
    /// The file of a month is missing or unreadable.
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String month;

        private Lost(String month, Throwable cause) {
            super("calls of " + month, cause);
            this.month = month;
        }

        String month() {
            return month;
        }
    }

    private final Seals seals;
    private final ArchiveRecords records;
    private final ArchiveFolder folder;

    ArchivedLeaves(Seals seals, ArchiveRecords records, ArchiveFolder folder) {
        this.seals = seals;
        this.records = records;
        this.folder = folder;
    }

    /// Reads the leaves of groups whose numbers rise.
    Reader reader() {
        return new Reader(records.all().stream()
                .filter(month -> month.calls() != null)
                .sorted(Comparator.comparing(month -> Objects.requireNonNull(month.firstSequence())))
                .toList());
    }

    /// Files are read once, from group to group.
    final class Reader implements Closeable {
        private final List<ArchivedMonth> months;
        private final Map<String, Cursor> cursors = new HashMap<>();

        private Reader(List<ArchivedMonth> months) {
            this.months = months;
        }

        /// The leaves of a group, in their order; fewer than it says if some are nowhere.
        ///
        /// @throws Lost if a file is missing or unreadable
        List<Seals.Leaf> of(Seals.Seal seal) {
            List<Seals.Leaf> present = seals.leaves(seal.firstSequence(), seal.lastSequence(), Integer.MAX_VALUE);
            if (present.size() >= seal.calls()) {
                return present;
            }
            Map<Long, Seals.Leaf> all = new TreeMap<>();
            for (ArchivedMonth month : months) {
                if (Objects.requireNonNull(month.firstSequence()) <= seal.lastSequence()
                        && Objects.requireNonNull(month.lastSequence()) >= seal.firstSequence()) {
                    try {
                        cursor(month)
                                .between(seal.firstSequence(), seal.lastSequence())
                                .forEach(leaf -> all.put(leaf.sequence(), leaf));
                    } catch (IOException | NumberFormatException unreadable) {
                        throw new Lost(month.month(), unreadable);
                    }
                }
            }
            // What is in the database counts.
            present.forEach(leaf -> all.put(leaf.sequence(), leaf));
            return List.copyOf(all.values());
        }

        private Cursor cursor(ArchivedMonth month) throws IOException {
            Cursor cursor = cursors.get(month.month());
            if (cursor == null) {
                cursor = new Cursor(folder.file(month.yearMonth()).reader());
                cursors.put(month.month(), cursor);
            }
            return cursor;
        }

        @Override
        public void close() {
            cursors.values().forEach(Cursor::close);
        }
    }

    private static final class Cursor {
        private final ArchiveFile.Reader file;
        private @Nullable Map<String, @Nullable String> next;

        private Cursor(ArchiveFile.Reader file) throws IOException {
            this.file = file;
            this.next = file.call();
        }

        private List<Seals.Leaf> between(long first, long last) throws IOException {
            List<Seals.Leaf> leaves = new ArrayList<>();
            Map<String, @Nullable String> call = next;
            while (call != null && ArchiveFile.sequence(call) <= last) {
                if (ArchiveFile.sequence(call) >= first) {
                    leaves.add(Seals.leaf(call));
                }
                call = file.call();
            }
            next = call;
            return leaves;
        }

        private void close() {
            try {
                file.close();
            } catch (IOException e) {
                // It was only read.
                next = null;
            }
        }
    }
}
