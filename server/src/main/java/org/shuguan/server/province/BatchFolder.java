package org.shuguan.server.province;

import java.nio.file.Path;
import java.util.UUID;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The folder of the batches' files in the home, which only its owner can read.
@Component("provinceFolder")
class BatchFolder {
    private final KeptFiles files;

    BatchFolder(@Value("${shuguan.home}") Path home) {
        this.files = new KeptFiles(home.resolve("province-files"));
    }

    /// Where the file is once it is whole.
    Path place(UUID id) {
        return files.place(id.toString());
    }

    /// Where the file is written to; what an interrupted start has left is replaced.
    Path unfinished(UUID id) {
        return files.unfinished(id.toString());
    }

    /// Makes an unfinished file the file.
    void finished(UUID id) {
        files.finish(id.toString());
    }

    /// Deletes what was written of a file.
    void discard(UUID id) {
        files.discard(id.toString());
    }

    /// Deletes the file after the commit.
    void remove(UUID id) {
        files.remove(id.toString());
    }
}
