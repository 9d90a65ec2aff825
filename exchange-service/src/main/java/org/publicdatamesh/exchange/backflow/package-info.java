/**
 * Backflow: a unit applies for data that are held above; the request passes up level by level and the data flow back the same way
 * while the grant lives (Art. 4). Messages between levels go through {@code LevelGateway}.
 */
@NullMarked
package org.publicdatamesh.exchange.backflow;

import org.jspecify.annotations.NullMarked;
