package maskrcnn4j.inspect;

import maskrcnn4j.model.stage.Stage;

/**
 * What a filter removed.
 *
 * @param stage where
 * @param reason why, in words, with the limit
 * @param before how many there were
 * @param after how many were left
 */
public record Removal(Stage stage, String reason, int before, int after) {}
