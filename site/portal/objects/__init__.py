"""Files in a bucket that speaks S3, for several web servers that share no disk.

`reaching` is how it is asked, `away` what is said when it does not answer; `storage`
keeps the uploads there, `forgetting` deletes them later where it has to, `serving`
hands them out.
"""
