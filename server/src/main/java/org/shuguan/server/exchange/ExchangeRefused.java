package org.shuguan.server.exchange;

import java.time.YearMonth;
import java.util.Map;
import org.shuguan.dataplane.serve.FilterUnreadable;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowsUnwritable;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.dataplane.serve.TargetRefused;
import org.shuguan.server.platform.Refusal;
import org.shuguan.server.sharing.Grant;
import org.springframework.http.HttpStatus;

/// A call that is not answered with data.
final class ExchangeRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    /// When it is worth asking again, 0 if never.
    private final long retrySeconds;

    private ExchangeRefused(String code, HttpStatus status, Fault fault, long retry, Map<String, Object> facts) {
        super(code, status, fault, facts);
        this.retrySeconds = retry;
    }

    private ExchangeRefused(String code, HttpStatus status, Map<String, Object> facts) {
        this(code, status, Fault.USER, 0, facts);
    }

    long retrySeconds() {
        return retrySeconds;
    }

    /// No token, or one that is not known or expired.
    static ExchangeRefused token() {
        return new ExchangeRefused("exchange/token", HttpStatus.UNAUTHORIZED, Map.of());
    }

    /// The token lacks the scope.
    static ExchangeRefused scope() {
        return new ExchangeRefused("exchange/scope", HttpStatus.FORBIDDEN, Map.of());
    }

    /// No grant in force lets the client read the resource; whether there is such a resource is not told.
    static ExchangeRefused noGrant() {
        return new ExchangeRefused("exchange/no-grant", HttpStatus.FORBIDDEN, Map.of());
    }

    /// Several grants do: the call must say for which purpose it reads.
    static ExchangeRefused severalGrants(String numbers) {
        return new ExchangeRefused("exchange/several-grants", HttpStatus.BAD_REQUEST, Map.of("numbers", numbers));
    }

    /// The grant is for other ways.
    static ExchangeRefused mode(Grant.Mode wanted) {
        return new ExchangeRefused(
                switch (wanted) {
                    case FILE -> "exchange/mode-file";
                    case TABLE -> "exchange/mode-table";
                    case FEED -> "exchange/mode-feed";
                    case API -> "exchange/mode";
                },
                HttpStatus.FORBIDDEN,
                Map.of());
    }

    /// The version to which a page or a comparison belongs was held back or taken back meanwhile.
    static ExchangeRefused versionHeld() {
        return new ExchangeRefused("exchange/version-held", HttpStatus.CONFLICT, Map.of());
    }

    /// Changes are not told since this version.
    ///
    /// @param versions those since which they are
    static ExchangeRefused since(String versions) {
        return new ExchangeRefused("exchange/since", HttpStatus.CONFLICT, Map.of("versions", versions));
    }

    /// Other files of the grant are being prepared.
    static ExchangeRefused filesWait(int most) {
        return new ExchangeRefused(
                "exchange/files-wait", HttpStatus.TOO_MANY_REQUESTS, Fault.USER, 5, Map.of("most", most));
    }

    /// So many downloads are under way.
    static ExchangeRefused downloads(int most) {
        return new ExchangeRefused(
                "exchange/downloads", HttpStatus.TOO_MANY_REQUESTS, Fault.USER, 5, Map.of("most", most));
    }

    /// There is no such file, or it is of another's grant.
    static ExchangeRefused noFile() {
        return new ExchangeRefused("exchange/no-file", HttpStatus.NOT_FOUND, Map.of());
    }

    /// The file is being prepared.
    static ExchangeRefused fileWaits() {
        return new ExchangeRefused("exchange/file-waits", HttpStatus.CONFLICT, Fault.USER, 1, Map.of());
    }

    /// The file expired, or its grant changed.
    static ExchangeRefused fileGone() {
        return new ExchangeRefused("exchange/file-gone", HttpStatus.GONE, Map.of());
    }

    /// The file could not be prepared, for the reason that its code names.
    static ExchangeRefused fileFailed(String code, Map<String, Object> facts) {
        boolean outside = code.startsWith("exchange/source-") || code.equals("exchange/no-table");
        return outside
                ? new ExchangeRefused(
                        code,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        Fault.OUTSIDE,
                        SourceAway.Reason.DOWN.retrySeconds(),
                        facts)
                : new ExchangeRefused(code, HttpStatus.CONFLICT, facts);
    }

    /// The rows cannot be written in this format.
    static ExchangeRefused unwritable(RowsUnwritable unwritable) {
        return new ExchangeRefused(
                "exchange/file-" + unwritable.reason().word(), HttpStatus.CONFLICT, unwritable.facts());
    }

    /// Nothing was collected yet that consumers may read: there are no versions to compare.
    static ExchangeRefused noFeed() {
        return new ExchangeRefused(
                "exchange/feed-none",
                HttpStatus.SERVICE_UNAVAILABLE,
                Fault.OUTSIDE,
                SourceAway.Reason.CHANGED.retrySeconds(),
                Map.of());
    }

    /// The changes after this number are not kept any more.
    static ExchangeRefused feedGone(long first) {
        return new ExchangeRefused("exchange/feed-gone", HttpStatus.GONE, Map.of("first", first - 1));
    }

    /// The address did not take a dead letter.
    static ExchangeRefused hookRefused(String problem) {
        return new ExchangeRefused(
                "exchange/hook-refused", HttpStatus.BAD_GATEWAY, Fault.OUTSIDE, 0, Map.of("problem", problem));
    }

    /// The operator has no Kafka.
    static ExchangeRefused noKafka() {
        return new ExchangeRefused("exchange/no-kafka", HttpStatus.CONFLICT, Map.of());
    }

    /// The dead letter was sent again already.
    static ExchangeRefused hookSent() {
        return new ExchangeRefused("exchange/hook-sent", HttpStatus.CONFLICT, Map.of());
    }

    /// So many streams of the grant are open.
    static ExchangeRefused streams(int most) {
        return new ExchangeRefused(
                "exchange/streams", HttpStatus.TOO_MANY_REQUESTS, Fault.USER, 5, Map.of("most", most));
    }

    /// The consumer's database is not where it was when its password was entered, or cannot be written from here.
    static ExchangeRefused targetMoved() {
        return new ExchangeRefused("exchange/table-moved", HttpStatus.CONFLICT, Map.of());
    }

    /// The grant is suspended, ended, or not within its term.
    static ExchangeRefused notInForce(String number) {
        return new ExchangeRefused("exchange/table-not-in-force", HttpStatus.CONFLICT, Map.of("number", number));
    }

    /// Rows are being put into the table.
    static ExchangeRefused delivering() {
        return new ExchangeRefused("exchange/table-delivering", HttpStatus.CONFLICT, Map.of());
    }

    /// The folder of a file is not there any more, is not on this node's disk, or something else has the file's name.
    static ExchangeRefused folderGone(String file) {
        return new ExchangeRefused("exchange/folder-gone", HttpStatus.CONFLICT, Map.of("file", file));
    }

    /// The files of the unit would have more than their quota.
    static ExchangeRefused folderFull(String file, long megabytes) {
        return new ExchangeRefused(
                "exchange/folder-full", HttpStatus.CONFLICT, Map.of("file", file, "megabytes", megabytes));
    }

    /// The other node does not give its client a token.
    static ExchangeRefused nodeCredentials(String problem) {
        return new ExchangeRefused("exchange/node-credentials", HttpStatus.CONFLICT, Map.of("problem", problem));
    }

    /// The other node refused a request.
    ///
    /// @param problem its sentence
    static ExchangeRefused nodeRefused(String problem) {
        return new ExchangeRefused("exchange/node-refused", HttpStatus.CONFLICT, Map.of("problem", problem));
    }

    /// The collection there failed.
    ///
    /// @param problem the other node's sentence
    static ExchangeRefused nodeFailed(String problem) {
        return new ExchangeRefused("exchange/node-failed", HttpStatus.CONFLICT, Map.of("problem", problem));
    }

    /// The entry there does not take rows that are sent.
    static ExchangeRefused nodeClosed(String entry) {
        return new ExchangeRefused("exchange/node-closed", HttpStatus.CONFLICT, Map.of("entry", entry));
    }

    /// The entry there lacks columns.
    static ExchangeRefused nodeColumns(String entry, String columns) {
        return new ExchangeRefused(
                "exchange/node-columns", HttpStatus.CONFLICT, Map.of("entry", entry, "columns", columns));
    }

    /// The grant does not give the key of the entry there.
    static ExchangeRefused nodeKey(String entry, String columns) {
        return new ExchangeRefused(
                "exchange/node-key", HttpStatus.CONFLICT, Map.of("entry", entry, "columns", columns));
    }

    /// The host of the other node may not be called any more.
    static ExchangeRefused nodeHost(String address) {
        return new ExchangeRefused("exchange/node-host", HttpStatus.CONFLICT, Map.of("address", address));
    }

    /// The rows that were read for a delivery are not there any more.
    static ExchangeRefused nodeSpool() {
        return new ExchangeRefused("exchange/node-spool", HttpStatus.CONFLICT, Map.of());
    }

    /// The consumer's database did not take the rows.
    static ExchangeRefused target(TargetRefused refused) {
        return new ExchangeRefused("exchange/table-" + refused.reason().word(), HttpStatus.CONFLICT, refused.facts());
    }

    /// The file has no such part.
    static ExchangeRefused range(long bytes) {
        return new ExchangeRefused(
                "exchange/range", HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, Map.of("bytes", bytes));
    }

    static ExchangeRefused address(String address) {
        return new ExchangeRefused("exchange/address", HttpStatus.FORBIDDEN, Map.of("address", address));
    }

    static ExchangeRefused hours(int from, int to) {
        return new ExchangeRefused("exchange/hours", HttpStatus.FORBIDDEN, Map.of("from", from, "to", to));
    }

    static ExchangeRefused rate(long limit) {
        return new ExchangeRefused(
                "exchange/rate", HttpStatus.TOO_MANY_REQUESTS, Fault.USER, 1, Map.of("limit", limit));
    }

    static ExchangeRefused quota(long limit, long seconds) {
        return new ExchangeRefused(
                "exchange/quota", HttpStatus.TOO_MANY_REQUESTS, Fault.USER, seconds, Map.of("limit", limit));
    }

    static ExchangeRefused parameter(String name, String known) {
        return new ExchangeRefused(
                "exchange/parameter", HttpStatus.BAD_REQUEST, Map.of("parameter", name, "known", known));
    }

    /// A parameter that the interface has, with a value that it cannot have.
    static ExchangeRefused value(String name, String allowed) {
        return new ExchangeRefused(
                "exchange/value", HttpStatus.BAD_REQUEST, Map.of("parameter", name, "allowed", allowed));
    }

    static ExchangeRefused filter(FilterUnreadable unreadable) {
        return new ExchangeRefused(
                "exchange/filter-" + unreadable.reason().word(), HttpStatus.BAD_REQUEST, Map.of("at", unreadable.at()));
    }

    static ExchangeRefused body(String allowed) {
        return new ExchangeRefused("exchange/body", HttpStatus.BAD_REQUEST, Map.of("allowed", allowed));
    }

    static ExchangeRefused read(ReadRefused refused) {
        HttpStatus status = switch (refused.reason()) {
            case NOT_GRANTED, ONLY_VERIFIED -> HttpStatus.FORBIDDEN;
            case NOT_COMPARABLE, TOO_MANY -> HttpStatus.CONFLICT;
            case VERSION_GONE -> HttpStatus.GONE;
            case TYPE, CURSOR, INCOMPLETE -> HttpStatus.BAD_REQUEST;
        };
        return new ExchangeRefused("exchange/read-" + refused.reason().word(), status, refused.facts());
    }

    static ExchangeRefused away(SourceAway away) {
        return new ExchangeRefused(
                "exchange/source-" + away.reason().word(),
                HttpStatus.SERVICE_UNAVAILABLE,
                Fault.OUTSIDE,
                away.reason().retrySeconds(),
                Map.of());
    }

    /// The entry is not published any more, or has no table that can be read.
    static ExchangeRefused noTable() {
        return new ExchangeRefused(
                "exchange/no-table",
                HttpStatus.SERVICE_UNAVAILABLE,
                Fault.OUTSIDE,
                SourceAway.Reason.CHANGED.retrySeconds(),
                Map.of());
    }

    static ExchangeRefused tooLarge(int megabytes) {
        return new ExchangeRefused("exchange/too-large", HttpStatus.CONTENT_TOO_LARGE, Map.of("megabytes", megabytes));
    }

    /// The interface has no such address, or not for this method.
    static ExchangeRefused noSuchAddress() {
        return new ExchangeRefused("exchange/no-address", HttpStatus.NOT_FOUND, Map.of());
    }

    /// The body of the request is larger than any that is understood.
    static ExchangeRefused largeBody(int kilobytes) {
        return new ExchangeRefused("exchange/large-body", HttpStatus.CONTENT_TOO_LARGE, Map.of("kilobytes", kilobytes));
    }

    /// So many requests wait that this one would wait too long.
    static ExchangeRefused busy() {
        return new ExchangeRefused("exchange/busy", HttpStatus.SERVICE_UNAVAILABLE, Fault.US, 1, Map.of());
    }

    /// Somebody else has closed the alarm.
    static ExchangeRefused alarmClosed() {
        return new ExchangeRefused("exchange/alarm-closed", HttpStatus.CONFLICT, Map.of());
    }

    /// The client made no such call.
    static ExchangeRefused noReceipt() {
        return new ExchangeRefused("exchange/no-receipt", HttpStatus.NOT_FOUND, Map.of());
    }

    /// There is no such call in the database, and older ones are in files.
    ///
    /// @param until the last archived month
    static ExchangeRefused noReceipt(YearMonth until) {
        return new ExchangeRefused(
                "exchange/no-receipt-archived", HttpStatus.NOT_FOUND, Map.of("month", until.toString()));
    }

    /// The file with calls of a month is missing or unreadable.
    static ExchangeRefused archiveLost(String month) {
        return new ExchangeRefused(
                "exchange/archive-lost", HttpStatus.SERVICE_UNAVAILABLE, Fault.US, 0, Map.of("month", month));
    }

    /// A month that cannot be archived, because it is not over for long enough or has no calls in the database.
    static ExchangeRefused notArchivable(String month) {
        return new ExchangeRefused("exchange/not-archivable", HttpStatus.CONFLICT, Map.of("month", month));
    }

    /// The calls of the month are somewhere else meanwhile, or are being moved.
    static ExchangeRefused archiveMoves(String month) {
        return new ExchangeRefused("exchange/archive-moves", HttpStatus.CONFLICT, Map.of("month", month));
    }

    /// The call could not be recorded, so that nothing is delivered.
    static ExchangeRefused notRecorded() {
        return new ExchangeRefused("exchange/not-recorded", HttpStatus.SERVICE_UNAVAILABLE, Fault.US, 5, Map.of());
    }
}
