package org.shuguan.dataplane.quality;

/// The version has no column of this name.
final class MissingColumn extends Exception {
    private static final long serialVersionUID = 1L;

    MissingColumn(String name) {
        super(name);
    }

    String column() {
        return String.valueOf(getMessage());
    }
}
