package org.shuguan.dataplane.agent;

/// The node understood a request and does not grant it.
final class NodeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /// What follows from a refusal.
    enum Kind {
        /// this front-end host was ended
        ENDED,
        /// nobody waits for the order any more
        ORDER_OVER,
        /// the node speaks no version of the protocol that this program does
        PROTOCOL,
        /// it may be granted later: the node is busy, or a clock is wrong
        LATER,
        /// it will not be granted
        NEVER
    }

    private final Kind kind;

    /// @param sentence what the node says
    NodeRefused(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    static Kind kindOf(int status, String code) {
        return switch (code) {
            case "frontendhost/ended" -> Kind.ENDED;
            case "frontendhost/order-over" -> Kind.ORDER_OVER;
            case "frontendhost/protocol" -> Kind.PROTOCOL;
            case "frontendhost/clock", "frontendhost/repeated" -> Kind.LATER;
            default -> status == 429 || status >= 500 ? Kind.LATER : Kind.NEVER;
        };
    }

    /// The sentence.
    String sentence() {
        return String.valueOf(getMessage());
    }
}
