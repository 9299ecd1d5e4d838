package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What proves that rows were removed: what was read again afterwards, what it did not have, and what could not be
/// reached. It has no value of a key, only keyed digests.
///
/// @param number of the removal
/// @param resource code of the entry
/// @param table name of the table in the lake
/// @param keyDigests HMAC-SHA-256 of each key, hexadecimal, with a secret of this installation
/// @param versions the versions with their rows before and after
/// @param rowsFound number of rows with a removed key in all files after the removal: 0
/// @param files every file that the table has on the disk
/// @param places other places from which something was removed
/// @param unreachable what could not be removed, with what to do
/// @param receivers units that have received rows of the entry
record RemovalProof(
        int number,
        String resource,
        String title,
        String unit,
        String table,
        Basis basis,
        String reason,
        String orderedBy,
        Instant orderedAt,
        String confirmedBy,
        Instant confirmedAt,
        Instant provenAt,
        List<String> keyColumns,
        int keys,
        List<String> keyDigests,
        List<OfVersion> versions,
        long rowsRemoved,
        long rowsFound,
        List<OfFile> files,
        List<OfPlace> places,
        List<Sentence> unreachable,
        List<Receiver> receivers) {
    /// The legal basis as it was worded.
    record Basis(String code, String zh, String en) {}

    /// @param version its id
    /// @param after rows after the removal; null if the version is gone: it lacked a column of the key, or the rule
    ///     of retention has removed it since
    record OfVersion(
            String version,
            Instant at,
            long before,
            long removed,
            @Nullable Long after) {}

    /// @param rows null unless it is a file with rows
    /// @param found rows with a removed key: 0
    record OfFile(
            String path,
            long bytes,
            String sha256,
            @Nullable Long rows,
            @Nullable Long found) {}

    /// @param left what is left: 0
    record OfPlace(String place, String zh, String en, long removed, long left) {}

    record Sentence(String code, String zh, String en) {}

    /// @param told when the unit was told of its duty
    record Receiver(String unit, String name, Instant last, Instant told) {}
}
