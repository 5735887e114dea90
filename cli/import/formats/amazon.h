#pragma once

#include "cli/import/accesslogline.h"

namespace footfall::cli {

// Amazon's load balancers: classic, and application (which has the kind of request, such as https, before the time).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
Result<AccessLogLine> readElbLine(std::string_view line);

// Amazon S3's server access log; its host is the bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
Result<AccessLogLine> readS3Line(std::string_view line);

}
