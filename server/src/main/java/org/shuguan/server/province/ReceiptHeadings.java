package org.shuguan.server.province;

import java.util.List;
import java.util.Set;

/// How the province names the columns of its receipts.
///
/// @param batch the number of the batch
/// @param row the number of the row in the file, from 1
/// @param result whether the row was taken
/// @param reason why it was not
public record ReceiptHeadings(String batch, String row, String result, String reason) {
    /// What they are called if the template says nothing else.
    public static final ReceiptHeadings USUAL = new ReceiptHeadings("批次号", "行号", "结果", "原因");

    /// A heading that is not given has its usual name.
    public ReceiptHeadings {
        batch = batch == null || batch.isBlank() ? "批次号" : batch.strip();
        row = row == null || row.isBlank() ? "行号" : row.strip();
        result = result == null || result.isBlank() ? "结果" : result.strip();
        reason = reason == null || reason.isBlank() ? "原因" : reason.strip();
    }

    List<String> all() {
        return List.of(batch, row, result, reason);
    }

    boolean areDistinct() {
        return Set.copyOf(all()).size() == all().size();
    }
}
