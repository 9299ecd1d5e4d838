package org.shuguan.server.backup;

import java.io.IOException;

/// A backup cannot be made or brought back, for a reason that the message says in a sentence.
public final class BackupRefused extends IOException {
    private static final long serialVersionUID = 1L;

    BackupRefused(String sentence) {
        super(sentence);
    }

    BackupRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
