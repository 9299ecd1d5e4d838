package org.shuguan.dataplane.lake;

/// A column that is to be collected is gone or has another type; nothing was collected.
public final class Drifted extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Drift drift;

    Drifted(Drift drift) {
        super("the columns of the source have changed");
        this.drift = drift;
    }

    public Drift drift() {
        return drift;
    }
}
