-- One snapshot for all that verify reads, and nothing that it could change but its own
-- temporary tables. A batch is one transaction, so that live traffic is no difference. The
-- memory is for each hash; what is more goes to disk. Texts hash two to four times faster than
-- they sort, which the planner does not expect; nor, of tables without statistics, that a loop over
-- the rows of a site is for each of them. Ctrl-C ends the statement too.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL work_mem = '64MB';
SET LOCAL enable_sort = off;
SET LOCAL enable_nestloop = off;
SET LOCAL client_connection_check_interval = '1s'
