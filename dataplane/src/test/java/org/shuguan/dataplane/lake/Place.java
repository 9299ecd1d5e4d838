package org.shuguan.dataplane.lake;

import java.nio.file.Path;
import java.util.Locale;

/// The places in which a suite runs.
public enum Place {
    FOLDER,
    BUCKET;

    /// A city whose lake is in this place.
    public LakeCity city(Path folder) throws Exception {
        return new LakeCity(
                folder.resolve(name().toLowerCase(Locale.ROOT)), this == BUCKET ? new BucketServer() : null);
    }
}
