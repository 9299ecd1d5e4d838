package org.shuguan.server.exchange;

import java.nio.file.Path;
import java.time.YearMonth;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The folder of the home with the files of archived months. Backups contain it.
@Component
class ArchiveFolder {
    private final Path folder;
    private final JsonMapper json;

    ArchiveFolder(@Value("${shuguan.home}") Path home, JsonMapper json) {
        this.folder = home.resolve("call-archive");
        this.json = json;
    }

    /// The file of a month, or where it will be.
    ArchiveFile file(YearMonth month) {
        return new ArchiveFile(folder.resolve(name(month)), json);
    }

    static String name(YearMonth month) {
        return "calls-" + month + ".jsonl.gz";
    }
}
