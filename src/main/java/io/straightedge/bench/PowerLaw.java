package io.straightedge.bench;

/**
 * y = c·x^exponent, fitted by least squares to the logarithms.
 *
 * @param standardError of the exponent, from the residuals; NaN with fewer than three points
 */
record PowerLaw(double exponent, double standardError) {

    /** Both arrays positive and equally long. */
    static PowerLaw fit(double[] x, double[] y) {
        int n = x.length;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanX += Math.log(x[i]) / n;
            meanY += Math.log(y[i]) / n;
        }
        double squares = 0;
        double products = 0;
        for (int i = 0; i < n; i++) {
            double fromMean = Math.log(x[i]) - meanX;
            squares += fromMean * fromMean;
            products += fromMean * (Math.log(y[i]) - meanY);
        }
        double exponent = products / squares;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            double residual = Math.log(y[i]) - meanY - exponent * (Math.log(x[i]) - meanX);
            residuals += residual * residual;
        }
        return new PowerLaw(exponent, n < 3 ? Double.NaN : Math.sqrt(residuals / (n - 2) / squares));
    }
}
