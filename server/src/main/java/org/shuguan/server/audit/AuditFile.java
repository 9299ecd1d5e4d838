package org.shuguan.server.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Entries of the record as a file that can be verified by itself: JSON lines with every field that the hash
/// covers, by their numbers, and a last line with their count and a code of all lines before it, so that a line
/// that was added or removed is noticed too.
public final class AuditFile {
    /// The last line.
    record End(long entries, String seal) {}

    /// The result of the verification.
    ///
    /// @param entries number of valid lines from the first
    /// @param unproved number of these that are keyed, where the key is not known
    /// @param fault a sentence that names the first difference, null if there is none
    public record Verdict(
            long entries, long unproved, @Nullable String fault) {}

    private static final JsonMapper JSON = new JsonMapper();

    private AuditFile() {}

    /// Writes the file.
    ///
    /// @param next the entries after a number, in their order; none at the end
    /// @return number of entries
    static long write(Function<Long, List<AuditEntry>> next, AuditKey key, OutputStream out) throws IOException {
        Mac seal = key.export();
        long written = 0;
        long last = 0;
        for (List<AuditEntry> some = next.apply(last); !some.isEmpty(); some = next.apply(last)) {
            for (AuditEntry entry : some) {
                byte[] line = (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
                seal.update(line);
                out.write(line);
                written++;
                last = entry.sequence();
            }
        }
        out.write((JSON.writeValueAsString(new End(written, AuditKey.finished(seal))) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        return written;
    }

    /// Verifies such a file. The entries may be a part of the record: what links two neighbours is compared only
    /// where both are there.
    ///
    /// @param key null where it is not known: then only the entries of earlier versions are proved
    public static Verdict verify(BufferedReader file, @Nullable AuditKey key) throws IOException {
        List<Mac> seals = key == null ? List.of() : key.everyExport();
        var proof = new AuditProof(key);
        AuditEntry before = null;
        long entries = 0;
        for (String line = file.readLine(); line != null; line = file.readLine()) {
            if (line.startsWith("{\"entries\":")) {
                return new Verdict(
                        entries, proof.entriesUnproved(), end(line, entries, seals, file.readLine() != null));
            }
            AuditEntry entry;
            try {
                entry = JSON.readValue(line, AuditEntry.class);
            } catch (JacksonException e) {
                return new Verdict(entries, proof.entriesUnproved(), "line " + (entries + 1) + " is no entry");
            }
            String fault = fault(entry, before, proof);
            if (fault != null) {
                return new Verdict(entries, proof.entriesUnproved(), "entry " + entry.sequence() + " (" + fault + ")");
            }
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            seals.forEach(seal -> seal.update(bytes));
            before = entry;
            entries++;
        }
        return new Verdict(entries, proof.entriesUnproved(), "the end of the file (its last line is missing)");
    }

    private static @Nullable String end(String line, long entries, List<Mac> seals, boolean more) {
        End end;
        try {
            end = JSON.readValue(line, End.class);
        } catch (JacksonException e) {
            return "the end of the file (its last line cannot be read)";
        }
        String given = end.seal();
        boolean sealed = seals.isEmpty()
                || seals.stream().anyMatch(seal -> AuditKey.finished(seal).equals(given));
        if (more || end.entries() != entries || !sealed) {
            return "the end of the file (lines were added, removed or changed, or the key is another one)";
        }
        return null;
    }

    private static @Nullable String fault(AuditEntry entry, @Nullable AuditEntry before, AuditProof proof) {
        if (before == null) {
            return sentence(proof.next(entry, null));
        }
        if (entry.sequence() <= before.sequence()) {
            return "not in its order";
        }
        boolean neighbours = entry.sequence() == before.sequence() + 1;
        return sentence(proof.next(entry, neighbours ? before.hash() : null));
    }

    private static @Nullable String sentence(AuditChain.Break.@Nullable Kind kind) {
        return kind == null ? null : kind.sentence();
    }
}
