package org.shuguan.server.census;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Refusals about sources and censuses.
final class CensusRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private CensusRefused(String what, HttpStatus status, Map<String, Object> facts) {
        super("census/" + what, status, facts);
    }

    static CensusRefused nameTaken() {
        return new CensusRefused("name-taken", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused runsAlready() {
        return new CensusRefused("runs-already", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused nothingCounted() {
        return new CensusRefused("nothing-counted", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused noFiles() {
        return new CensusRefused("no-files", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused nothingToUndo() {
        return new CensusRefused("nothing-to-undo", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused fileKind(String name) {
        return new CensusRefused("file-kind", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("name", name));
    }

    static CensusRefused fileExists(String name) {
        return new CensusRefused("file-exists", HttpStatus.CONFLICT, Map.of("name", name));
    }

    static CensusRefused quota(long megabytes) {
        return new CensusRefused("upload-quota", HttpStatus.INSUFFICIENT_STORAGE, Map.of("megabytes", megabytes));
    }

    static CensusRefused notFinished() {
        return new CensusRefused("not-finished", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused correctionAsked() {
        return new CensusRefused("correction-asked", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused correctionOver() {
        return new CensusRefused("correction-over", HttpStatus.CONFLICT, Map.of());
    }

    static CensusRefused ownCorrection() {
        return new CensusRefused("own-correction", HttpStatus.FORBIDDEN, Map.of());
    }
}
