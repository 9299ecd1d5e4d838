package org.shuguan.dataplane.source;

import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The memory that the engine of this process may use, shared by all censuses. The engine itself limits its
/// buffers; what it needs beyond them grows with the columns that are measured at the same time, so that a query
/// first takes its part of the budget and waits until it is free.
public final class EngineMemory {
    /// System property with the engine's memory: `640m`, `1g`.
    public static final String PROPERTY = "shuguan.engine.memory";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([mMgG])");
    private static final int DEFAULT = 640;
    private static final int LEAST = 256;
    private static final int MEGABYTES = Math.max(LEAST, megabytes(System.getProperty(PROPERTY)));
    private static final int PER_QUERY = 160;
    /// Part of the memory that a group of the most columns takes.
    private static final double PER_COLUMN = 1.8;

    private static final Semaphore FREE = new Semaphore(MEGABYTES, true);

    private EngineMemory() {}

    private static int megabytes(@Nullable String setting) {
        if (setting == null || setting.isBlank()) {
            return DEFAULT;
        }
        Matcher size = SIZE.matcher(setting.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException(PROPERTY + " is a size as 640m or 1g, not " + setting);
        }
        return Integer.parseInt(size.group(1)) * (size.group(2).equalsIgnoreCase("g") ? 1024 : 1);
    }

    /// The limit in MB.
    public static int megabytes() {
        return MEGABYTES;
    }

    /// A part of the budget; closing it gives it back.
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /// Takes the part that a query needs, waiting until it is free.
    ///
    /// @param columns number of columns that the query measures
    /// @throws InterruptedException if the thread is interrupted while it waits
    public static Share take(int columns) throws InterruptedException {
        int part = Math.min(MEGABYTES, PER_QUERY + (int) (PER_COLUMN * Math.min(columns, Relation.MOST_COLUMNS)));
        FREE.acquire(part);
        return () -> FREE.release(part);
    }
}
