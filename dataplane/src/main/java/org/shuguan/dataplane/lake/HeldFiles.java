package org.shuguan.dataplane.lake;

/// Files of versions that the engine can read on this disk until this is closed. Closing twice does nothing.
public interface HeldFiles extends AutoCloseable {
    /// No files, or files that are on this disk anyway.
    HeldFiles NONE = () -> {};

    @Override
    void close();
}
