package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Copies of immutable files on this disk, of which together no more than a limit is kept: what was not read for the
/// longest time makes room. A file that somebody holds stays. Thread-safe; the folder belongs to one process.
///
/// Room for everything that a reader wants is taken at once, so that two readers do not wait for each other's files.
final class FileCache {
    /// A file that is wanted.
    record Wanted(String location, long bytes) {}

    /// Writes the content of a location.
    interface Fetch {
        /// @throws PlaceFailed if it is not exactly what was stored
        void into(Wanted wanted, Path file) throws IOException;
    }

    private static final class Entry {
        private final Wanted wanted;
        private int holders;
        private volatile boolean there;

        Entry(Wanted wanted, boolean there) {
            this.wanted = wanted;
            this.there = there;
        }
    }

    private static final String PART = ".part";

    private final Path folder;
    private final long most;
    private final Duration patience;
    private final Fetch fetch;
    /// By the names of their files, the one that was not used for the longest time first.
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private long used;

    /// Takes over what an earlier process has left in the folder.
    ///
    /// @param patience how long a reader waits for others to give up files
    FileCache(Path folder, long most, Duration patience, Fetch fetch) throws IOException {
        this.folder = folder;
        this.most = most;
        this.patience = patience;
        this.fetch = fetch;
        Files.createDirectories(folder);
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.toList();
        }
        Map<Path, Long> used = new LinkedHashMap<>();
        for (Path file : left) {
            if (file.getFileName().toString().endsWith(PART)) {
                Files.delete(file);
            } else {
                used.put(file, Files.getLastModifiedTime(file).toMillis());
            }
        }
        for (Path file :
                used.keySet().stream().sorted(Comparator.comparing(used::get)).toList()) {
            String name = file.getFileName().toString();
            entries.put(name, new Entry(new Wanted(name, Files.size(file)), true));
            this.used += Files.size(file);
        }
        evict(0, Set.of());
    }

    /// The file in which the content of a location is while it is held.
    Path file(String location) {
        return folder.resolve(name(location));
    }

    private static String name(String location) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(location.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Fetches files that are not there, and keeps all of them until the result is closed.
    ///
    /// @throws PlaceFailed if one of them cannot be had; then none is held
    HeldFiles hold(List<Wanted> wanted) {
        List<Entry> held = reserved(wanted.stream().distinct().toList());
        try {
            for (Entry entry : held) {
                mustBeThere(entry);
            }
        } catch (RuntimeException e) {
            release(held);
            throw e;
        }
        return new HeldFiles() {
            private boolean closed;

            @Override
            public synchronized void close() {
                if (!closed) {
                    closed = true;
                    release(held);
                }
            }
        };
    }

    private synchronized List<Entry> reserved(List<Wanted> wanted) {
        long all = wanted.stream().mapToLong(Wanted::bytes).sum();
        if (all > most) {
            throw new PlaceFailed(
                    PlaceFailed.Reason.CACHE_SMALL,
                    "the files to be read at once have " + all + " bytes, and the cache of the lake may have " + most
                            + " (shuguan.lake.cache-size): give it more than that");
        }
        Set<String> names = new HashSet<>();
        wanted.forEach(one -> names.add(name(one.location())));
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            long needed = 0;
            for (Wanted one : wanted) {
                Entry entry = entries.get(name(one.location()));
                if (entry != null && entry.holders == 0 && entry.wanted.bytes() != one.bytes()) {
                    drop(name(one.location()), entry);
                    entry = null;
                }
                needed += entry == null ? one.bytes() : 0;
            }
            if (evict(needed, names)) {
                return taken(wanted);
            }
            waitUntil(end);
        }
    }

    private List<Entry> taken(List<Wanted> wanted) {
        List<Entry> taken = new ArrayList<>();
        for (Wanted one : wanted) {
            String name = name(one.location());
            Entry entry = entries.remove(name);
            if (entry == null || (entry.holders == 0 && !entry.wanted.location().equals(one.location()))) {
                // Of an earlier process only the name is known.
                boolean there = entry != null && entry.there;
                used += entry == null ? one.bytes() : 0;
                entry = new Entry(one, there);
            }
            entry.holders++;
            entries.put(name, entry);
            taken.add(entry);
        }
        return taken;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller looks again
    private synchronized void waitUntil(long end) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        try {
            if (left <= 0) {
                throw busy(null);
            }
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(e);
        }
    }

    private PlaceFailed busy(@org.jspecify.annotations.Nullable Throwable cause) {
        return new PlaceFailed(
                PlaceFailed.Reason.CACHE_BUSY,
                "the cache of the lake is full of files that are being read: try again later, or give it more than "
                        + most + " bytes (shuguan.lake.cache-size)",
                cause);
    }

    /// Makes room for so many bytes.
    ///
    /// @return whether there is room now
    private boolean evict(long needed, Set<String> except) {
        Iterator<Map.Entry<String, Entry>> oldest = new ArrayList<>(entries.entrySet()).iterator();
        while (used + needed > most && oldest.hasNext()) {
            Map.Entry<String, Entry> one = oldest.next();
            if (one.getValue().holders == 0 && !except.contains(one.getKey())) {
                drop(one.getKey(), one.getValue());
            }
        }
        return used + needed <= most;
    }

    private void drop(String name, Entry entry) {
        try {
            Files.deleteIfExists(folder.resolve(name));
            entries.remove(name);
            used -= entry.wanted.bytes();
        } catch (IOException e) {
            throw new PlaceFailed(
                    PlaceFailed.Reason.NO_SPACE, "a file of the cache " + folder + " cannot be removed", e);
        }
    }

    /// Two readers that want the same file fetch it once.
    private void mustBeThere(Entry entry) {
        synchronized (entry) {
            Path file = file(entry.wanted.location());
            try {
                if (entry.there && Files.exists(file) && Files.size(file) == entry.wanted.bytes()) {
                    return;
                }
                entry.there = false;
                Path part = file.resolveSibling(file.getFileName() + PART);
                try {
                    fetch.into(entry.wanted, part);
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(part);
                }
                entry.there = true;
            } catch (IOException e) {
                throw new PlaceFailed(
                        PlaceFailed.Reason.NO_SPACE,
                        "a file cannot be written into the cache of the lake, " + folder + " (" + e.getMessage()
                                + "): is the disk full?",
                        e);
            }
        }
    }

    private synchronized void release(List<Entry> held) {
        for (Entry entry : held) {
            entry.holders--;
            if (entry.holders == 0 && !entry.there) {
                entries.remove(name(entry.wanted.location()));
                used -= entry.wanted.bytes();
            }
        }
        notifyAll();
    }

    /// Takes a file that was just stored, if there is room; else it is deleted.
    synchronized void adopt(Path file, Wanted stored) throws IOException {
        String name = name(stored.location());
        if (entries.containsKey(name) || stored.bytes() > most || !evict(stored.bytes(), Set.of())) {
            Files.deleteIfExists(file);
            return;
        }
        Files.move(file, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        entries.put(name, new Entry(stored, true));
        used += stored.bytes();
    }

    /// Whether a copy of these contents is there.
    synchronized long bytes(String location) {
        Entry entry = entries.get(name(location));
        return entry == null || !entry.there ? -1 : entry.wanted.bytes();
    }

    /// Forgets a file that was removed from its place; one that is held goes later.
    synchronized void forget(String location) {
        Entry entry = entries.get(name(location));
        if (entry != null && entry.holders == 0) {
            drop(name(location), entry);
        }
    }

    synchronized long used() {
        return used;
    }
}
